package dev.apes.generators.hybrid;

import dev.apes.api.generation.FitProgress;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Spends at most {@value #MOST_ROUNDS} rounds on finding out which methods earn most. A method lags by what it lacks of the best
 * quality or of the best utility, in units of what can hardly be told apart, whichever is more: neither makes up for the other. First
 * every method has one round, then those that are not fully trained go on, unless they are hopelessly behind. What is left goes in turn
 * to those that may still get a part of the batch, until they have been judged often enough: action elimination (Even-Dar, Mannor and
 * Mansour, <i>Action elimination and stopping conditions for the multi-armed bandit and reinforcement learning problems</i>, 2006). All
 * are judged by samples of the same seeds.
 */
final class Bandit {
    static final int MOST_ROUNDS = 20;

    /** What is lost in quality, and in utility, that hardly can be told from nothing: the rows held back are few. */
    private static final double QUALITY_UNIT = 0.005;

    private static final double UTILITY_UNIT = 0.01;

    /** Who lags by more gets nothing of the batch. */
    private static final double MOST_LAG = 2;

    /** What batches of one method differ by in lag, twice over. */
    private static final double SPREAD = 1.2;

    private static final double HOPELESS_EARLY = 0.20;
    private static final double HOPELESS_HALFWAY = 0.15;

    /** Batches of a method after which more would hardly tell more. */
    private static final int ENOUGH = 5;

    private final List<Arm> arms;
    private final Earnings earnings;
    private final int batch;
    private final FitProgress progress;
    private int rounds;

    Bandit(List<Arm> arms, Earnings earnings, int batch, FitProgress progress) {
        this.progress = progress;
        this.arms = arms;
        this.earnings = earnings;
        this.batch = batch;
    }

    void run() {
        for (Arm arm : arms) {
            pull(arm);
        }
        while (rounds < MOST_ROUNDS) {
            dropTheHopeless();
            List<Arm> in = arms.stream().filter(a -> !a.out()).toList();
            List<Arm> open = in.stream().anyMatch(a -> a.trained() < 1)
                    ? in.stream().filter(a -> a.trained() < 1).toList()
                    : in.stream().filter(this::open).toList();
            if (open.isEmpty() || in.size() < 2 && in.get(0).trained() >= 1) {
                return;
            }
            pull(open.stream()
                    .min(Comparator.comparingInt((Arm a) -> a.trained() < 1 ? 0 : a.judged())
                            .thenComparingDouble(this::lag))
                    .orElseThrow());
        }
    }

    private void pull(Arm arm) {
        rounds++;
        arm.pull(earnings, batch);
        progress.report((double) rounds / (MOST_ROUNDS + 1));
    }

    private boolean open(Arm arm) {
        return arm.judged() < ENOUGH && lag(arm) - SPREAD / Math.sqrt(arm.judged()) <= MOST_LAG;
    }

    /** At least 0. */
    private double lag(Arm arm) {
        return Math.max(lacking(arm, Arm::quality) / QUALITY_UNIT, lacking(arm, Arm::utility) / UTILITY_UNIT);
    }

    /** The share of the best that is lacking. */
    private double lacking(Arm arm, ToDoubleFunction<Arm> figure) {
        double best =
                arms.stream().filter(a -> !a.out()).mapToDouble(figure).max().orElse(0);
        return best > 0 ? Math.max(0, 1 - figure.applyAsDouble(arm) / best) : 0;
    }

    private void dropTheHopeless() {
        for (Arm arm : arms) {
            double allowed = arm.trained() < 0.5 ? HOPELESS_EARLY : HOPELESS_HALFWAY;
            if (!arm.out()
                    && arm.trained() < 1
                    && Math.max(lacking(arm, Arm::quality), lacking(arm, Arm::utility)) > allowed) {
                arm.drop(String.format(
                        Locale.ROOT, "dropped after %.0f %% of its training: %s", 100 * arm.trained(), behind(arm)));
            }
        }
    }

    private String behind(Arm arm) {
        return String.format(
                Locale.ROOT,
                "quality %.3f (%.1f %% below the best), utility %.3f (%.1f %% below)",
                arm.quality(),
                100 * lacking(arm, Arm::quality),
                arm.utility(),
                100 * lacking(arm, Arm::utility));
    }

    /** {@return the methods that are about as good as the best, at least one unless all failed; drops the others} */
    List<Arm> winners() {
        List<Arm> in = arms.stream().filter(a -> !a.out()).toList();
        double allowed =
                Math.max(MOST_LAG, in.stream().mapToDouble(this::lag).min().orElse(0));
        List<Arm> losers = in.stream().filter(a -> lag(a) > allowed).toList();
        List<String> reasons = losers.stream().map(this::behind).toList();
        for (int i = 0; i < reasons.size(); i++) {
            losers.get(i).drop(reasons.get(i));
        }
        return in.stream().filter(a -> !a.out()).toList();
    }

    /** {@return what a winner weighs by its lag: 1 if it has none, a seventh if it is only just a winner} */
    double closeness(Arm winner) {
        double lag = lag(winner);
        return StrictMath.exp(-lag * lag / 2);
    }
}
