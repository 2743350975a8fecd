package dev.apes.generators.hybrid;

import dev.apes.api.generation.FitProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Spends at most {@value #MOST_ROUNDS} rounds on finding out which methods earn most. First every method has one, then those that are
 * not fully trained go on, unless they are hopelessly behind, and what is left goes to the best by an upper confidence bound (Auer,
 * Cesa-Bianchi and Fischer, <i>Finite-time analysis of the multiarmed bandit problem</i>, 2002). Sizes in it are scores, of which
 * batches of one method differ by about {@value #SPREAD}.
 */
final class Bandit {
    static final int MOST_ROUNDS = 20;

    /** Those that are so close to the best share the batch with it. */
    static final double AS_GOOD = 0.005;

    private static final double SPREAD = 0.005;
    private static final double HOPELESS_EARLY = 0.10;
    private static final double HOPELESS_HALFWAY = 0.04;

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
            List<Arm> untrained = in.stream().filter(a -> a.trained() < 1).toList();
            if (!untrained.isEmpty()) {
                pull(untrained.stream()
                        .max(Comparator.comparingDouble(Arm::score))
                        .orElseThrow());
            } else if (in.size() < 2 || decided(in)) {
                return;
            } else {
                pull(in.stream().max(Comparator.comparingDouble(this::upper)).orElseThrow());
            }
        }
    }

    private void pull(Arm arm) {
        rounds++;
        arm.pull(earnings, batch);
        progress.report((double) rounds / (MOST_ROUNDS + 1));
    }

    private double best() {
        return arms.stream().filter(a -> !a.out()).mapToDouble(Arm::score).max().orElse(0);
    }

    private void dropTheHopeless() {
        double best = best();
        for (Arm arm : arms) {
            double allowed = arm.trained() < 0.5 ? HOPELESS_EARLY : arm.trained() < 1 ? HOPELESS_HALFWAY : 1;
            if (!arm.out() && arm.score() < best - allowed) {
                arm.drop(String.format(
                        Locale.ROOT,
                        "dropped after %.0f %% of its training: %.3f against %.3f",
                        100 * arm.trained(),
                        arm.score(),
                        best));
            }
        }
    }

    private double upper(Arm arm) {
        return arm.score() + SPREAD * Math.sqrt(2 * Math.log(rounds) / arm.judged());
    }

    /** Whether further rounds could hardly change who is near the best. */
    private boolean decided(List<Arm> in) {
        double best = best();
        return in.stream().allMatch(a -> {
            double unsure = 2 * SPREAD / Math.sqrt(a.judged());
            return a.score() + unsure < best - AS_GOOD || a.judged() >= 4;
        });
    }

    /** {@return the methods that are about as good as the best, at least one unless all failed} */
    List<Arm> winners() {
        double best = best();
        List<Arm> winners = new ArrayList<>();
        for (Arm arm : arms) {
            if (!arm.out() && arm.score() >= best - AS_GOOD) {
                winners.add(arm);
            } else if (!arm.out()) {
                arm.drop(String.format(Locale.ROOT, "earned %.3f against %.3f", arm.score(), best));
            }
        }
        return winners;
    }
}
