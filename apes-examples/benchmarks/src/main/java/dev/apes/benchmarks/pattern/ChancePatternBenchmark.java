package dev.apes.benchmarks.pattern;

import dev.apes.api.Prompt;
import dev.apes.api.store.ErrorBudget;
import dev.apes.engine.corpus.StartingCorpus;
import dev.apes.engine.promotion.AlphaSpending;
import dev.apes.engine.promotion.GateDecision;
import dev.apes.engine.promotion.PairedDifferences;
import dev.apes.engine.promotion.PromotionGate;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Proportion;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.text.PromptFeatures;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Prints how often patterns that are nothing but chance would become derived rules. No rule does anything on average, but each pleases
 * some prompts and displeases others, for no reason that shows in their features. Every candidate confines a rule to the side of a
 * threshold on which the training prompts gained most, over all features and thresholds: as promising as chance can look, and what the
 * miner's control of false discoveries keeps from the gate in a real session, so that there no candidate arises. Here all go to the gate
 * as candidates for derived rules do, one after another with one error budget a data set: to the gate as shipped, which does not test
 * what it could not prove, and to one that tests every candidate.
 *
 * <pre>
 * java -cp 'target/classes:target/lib/*' dev.apes.benchmarks.pattern.ChancePatternBenchmark [SESSIONS] [PROMPTS] [CANDIDATES]
 * </pre>
 *
 * Default: 500 sessions of 12 candidates, 6,000 prompts.
 */
public final class ChancePatternBenchmark {
    /** Standard deviation of a rule's effect on a prompt, in units of score. */
    private static final double DEVIATION = 0.15;

    /** A condition must hold for this share of the training prompts at least, and for no more than all but this share. */
    private static final double LEAST_SHARE = 0.1;

    /** The bound must not lean on the power check alone. */
    static final PromotionGate UNCHECKED = new PromotionGate(AlphaSpending.DEFAULT, 0.005, 0.8, 5, 30, 0.25);

    private final int candidates;
    private final double[][] training;
    private final double[][] validation;
    private final int[][] order;

    ChancePatternBenchmark(int prompts, int candidates) {
        this.candidates = candidates;
        double[][] features = StartingCorpus.generate(prompts, 1).stream()
                .map(Prompt::text)
                .map(t -> PromptFeatures.of(t).encoded())
                .toArray(double[][]::new);
        // three training prompts to a validation prompt, as the split gives
        training = pick(features, i -> i % 5 < 3);
        validation = pick(features, i -> i % 5 == 3);
        order = new int[training[0].length][];
        for (int f = 0; f < order.length; f++) {
            int feature = f;
            order[f] = IntStream.range(0, training.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> training[i][feature]))
                    .mapToInt(i -> i)
                    .toArray();
        }
    }

    private static double[][] pick(double[][] rows, java.util.function.IntPredicate which) {
        return IntStream.range(0, rows.length)
                .filter(which)
                .mapToObj(i -> rows[i])
                .toArray(double[][]::new);
    }

    /** A side of a threshold. */
    private record Side(int feature, double threshold, boolean above, double sum) {
        boolean holds(double[] features) {
            return above == (features[feature] >= threshold);
        }
    }

    /**
     * What came of a number of sessions.
     *
     * @param sessions each a data set
     * @param promoting in how many a pattern of chance was promoted
     * @param tested candidates that the gate tested, of all sessions
     * @param trainingGain mean gain that candidates seemed to have on training prompts
     */
    record Result(int sessions, int promoting, long tested, double trainingGain) {}

    /** @param args number of sessions, of prompts, and of candidates a session; all optional */
    public static void main(String[] args) {
        int sessions = args.length > 0 ? Integer.parseInt(args[0]) : 500;
        int prompts = args.length > 1 ? Integer.parseInt(args[1]) : 6_000;
        int candidates = args.length > 2 ? Integer.parseInt(args[2]) : 12;
        ChancePatternBenchmark benchmark = new ChancePatternBenchmark(prompts, candidates);
        System.out.printf(Locale.ROOT, "%,d sessions, %,d prompts, %d candidates%n", sessions, prompts, candidates);
        print("gate as shipped", benchmark.run(sessions, PromotionGate.DEFAULT));
        print("every candidate tested", benchmark.run(sessions, UNCHECKED));
    }

    private static void print(String gate, Result result) {
        Interval share = Proportion.clopperPearson(result.promoting(), result.sessions(), 0.95);
        System.out.printf(
                Locale.ROOT,
                "%-22s  gain on training prompts %+.4f on average, truly 0; %.1f tested a session; a pattern of chance promoted in"
                        + " %.2f %% [%.2f, %.2f] of sessions%n",
                gate,
                result.trainingGain(),
                (double) result.tested() / result.sessions(),
                100 * share.estimate(),
                100 * share.low(),
                100 * share.high());
    }

    Result run(int sessions, PromotionGate gate) {
        RandomStreams streams = new RandomStreams(1);
        AtomicLong tested = new AtomicLong();
        // summed as whole numbers, so that the order of threads does not matter
        AtomicLong gained = new AtomicLong();
        AtomicLong judged = new AtomicLong();
        int promoting = (int) IntStream.range(0, sessions)
                .parallel()
                .filter(s -> {
                    RandomGenerator random =
                            new SplittableRandom(streams.at(s, "session").seed("chance", training.length));
                    ErrorBudget budget = ErrorBudget.FRESH;
                    boolean any = false;
                    for (int k = 0; k < candidates && !any; k++) {
                        double[] effect = effects(training.length, random);
                        Side side = mostPromising(effect);
                        double[] seen = confined(training, effect, side);
                        double[] unseen = confined(validation, effects(validation.length, random), side);
                        GateDecision decision = gate.judge(
                                PairedDifferences.of(unseen), Optional.of(PairedDifferences.of(seen)), budget);
                        budget = decision.budget();
                        any = decision.promoted();
                        judged.incrementAndGet();
                        gained.addAndGet(Math.round(1e9 * side.sum() / training.length));
                    }
                    tested.addAndGet(budget.tests());
                    return any;
                })
                .count();
        return new Result(sessions, promoting, tested.get(), gained.get() / 1e9 / judged.get());
    }

    /** Leaving the rule out where the condition does not hold: the change there is that of the rule's effect taken back. */
    private static double[] confined(double[][] features, double[] effect, Side side) {
        return IntStream.range(0, features.length)
                .mapToDouble(i -> side.holds(features[i]) ? 0 : -effect[i])
                .toArray();
    }

    private static double[] effects(int n, RandomGenerator random) {
        double[] effect = new double[n];
        for (int i = 0; i < n; i++) {
            effect[i] = DEVIATION * random.nextGaussian();
        }
        return effect;
    }

    /** The side of a threshold whose complement lost most by the rule on training prompts. */
    private Side mostPromising(double[] effect) {
        double total = 0;
        for (double e : effect) {
            total += e;
        }
        int least = (int) (LEAST_SHARE * effect.length);
        Side best = null;
        for (int f = 0; f < order.length; f++) {
            double below = 0;
            for (int at = 0; at < effect.length; at++) {
                double here = training[order[f][at]][f];
                if (at >= least && at <= effect.length - least && here > training[order[f][at - 1]][f]) {
                    if (best == null || -below > best.sum()) {
                        best = new Side(f, here, true, -below);
                    }
                    if (below - total > best.sum()) {
                        best = new Side(f, here, false, below - total);
                    }
                }
                below += effect[order[f][at]];
            }
        }
        return best;
    }
}
