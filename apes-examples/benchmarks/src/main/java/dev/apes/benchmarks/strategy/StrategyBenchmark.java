package dev.apes.benchmarks.strategy;

import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Moments;
import dev.apes.engine.statistics.Proportion;
import dev.apes.engine.strategy.Strategy;
import dev.apes.engine.strategy.StrategyBandit;
import dev.apes.engine.strategy.StrategyHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Does the bandit find the best strategy by 15 pulls, and what does it lose while finding it? Worlds of known truth, many seeds, 95 %
 * intervals; beside it the cold-start table alone, and choosing at random.
 *
 * <pre>
 * java -cp 'target/classes:target/lib/*' dev.apes.benchmarks.strategy.StrategyBenchmark [runs] [first seed]
 * </pre>
 */
public final class StrategyBenchmark {
    /** Pulls after which the best strategy has to be known. */
    static final int BY = 15;

    private static final int PULLS = 40;
    private static final List<Strategy> ARMS = List.of(Strategy.values());

    /** Worlds in which the best strategy is worth finding, the same with the table right, and others. */
    static final List<RewardWorld> WORLDS = List.of(
            new RewardWorld("1 deviation, table right", 1, true, RewardWorld.Kind.STEADY),
            new RewardWorld("1 deviation, table wrong", 1, false, RewardWorld.Kind.STEADY),
            new RewardWorld("2 deviations, table right", 2, true, RewardWorld.Kind.STEADY),
            new RewardWorld("2 deviations, table wrong", 2, false, RewardWorld.Kind.STEADY),
            new RewardWorld("4 deviations, table right", 4, true, RewardWorld.Kind.STEADY),
            new RewardWorld("4 deviations, table wrong", 4, false, RewardWorld.Kind.STEADY),
            new RewardWorld("no difference", 0, true, RewardWorld.Kind.STEADY),
            new RewardWorld("2, table right, shrinking", 2, true, RewardWorld.Kind.SHRINKING),
            new RewardWorld("2, table wrong, shrinking", 2, false, RewardWorld.Kind.SHRINKING),
            new RewardWorld("2, table wrong, drifting", 2, false, RewardWorld.Kind.DRIFTING),
            new RewardWorld("sparse, table right", 0, true, RewardWorld.Kind.SPARSE),
            new RewardWorld("sparse, table wrong", 0, false, RewardWorld.Kind.SPARSE));

    private StrategyBenchmark() {}

    /** Who chooses. */
    interface Chooser {
        /** {@return the arm to pull} */
        Strategy choose(StrategyHistory history, SplittableRandom random);

        /** {@return the arm it would name as the best} */
        Strategy best(StrategyHistory history);
    }

    /** The cold-start table, which is not moved by rewards. */
    static final Chooser TABLE = new Chooser() {
        @Override
        public Strategy choose(StrategyHistory history, SplittableRandom random) {
            return ARMS.get(0);
        }

        @Override
        public Strategy best(StrategyHistory history) {
            return ARMS.get(0);
        }
    };

    static Chooser bandit(StrategyBandit bandit) {
        return new Chooser() {
            @Override
            public Strategy choose(StrategyHistory history, SplittableRandom random) {
                return history.rewards() == 0 ? ARMS.get(0) : bandit.sample(ARMS, history, random);
            }

            @Override
            public Strategy best(StrategyHistory history) {
                return bandit.best(ARMS, history);
            }
        };
    }

    private static Chooser random() {
        Chooser names = bandit(StrategyBandit.DEFAULT);
        return new Chooser() {
            @Override
            public Strategy choose(StrategyHistory history, SplittableRandom random) {
                return ARMS.get(random.nextInt(ARMS.size()));
            }

            @Override
            public Strategy best(StrategyHistory history) {
                return names.best(history);
            }
        };
    }

    /**
     * How a chooser did in a world.
     *
     * @param found share of runs in which it named the best strategy after 15 pulls
     * @param early regret per pull over the first 15, 1 being that of the average wrong strategy
     * @param all the same over 40 pulls
     */
    record Figures(Interval found, Interval early, Interval all) {}

    static Figures measure(RewardWorld world, Chooser chooser, int runs, long seed) {
        int found = 0;
        double[] early = new double[runs];
        double[] all = new double[runs];
        for (int run = 0; run < runs; run++) {
            // Random's first draws from neighbouring seeds are alike
            RewardWorld.Sample sample = world.new Sample(new Random(new SplittableRandom(seed + run).nextLong()));
            SplittableRandom random = new SplittableRandom(31 * (seed + run) + 7);
            StrategyHistory history = StrategyHistory.empty();
            for (int pull = 0; pull < PULLS; pull++) {
                Strategy arm = chooser.choose(history, random);
                double regret = sample.regret(ARMS.indexOf(arm), pull);
                early[run] += pull < BY ? regret / BY : 0;
                all[run] += regret / PULLS;
                history = history.with(arm, sample.reward(ARMS.indexOf(arm), pull));
                if (pull == BY - 1 && ARMS.indexOf(chooser.best(history)) == sample.best(pull)) {
                    found++;
                }
            }
        }
        return new Figures(
                Proportion.wilson(found, runs, 0.95),
                Moments.of(early).meanInterval(0.95),
                Moments.of(all).meanInterval(0.95));
    }

    /** @param args number of runs (1,000) and first seed (1) */
    public static void main(String[] args) {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        List<String> names = new ArrayList<>(List.of("table", "random", "bandit"));
        List<Chooser> choosers = new ArrayList<>(List.of(TABLE, random(), bandit(StrategyBandit.DEFAULT)));
        for (int i = 2; i + 2 < args.length; i += 3) {
            names.add("bandit " + args[i] + "/" + args[i + 1] + "/" + args[i + 2]);
            choosers.add(bandit(new StrategyBandit(
                    Double.parseDouble(args[i]), Double.parseDouble(args[i + 1]), Double.parseDouble(args[i + 2]))));
        }
        System.out.printf(Locale.ROOT, "%d runs, seeds from %d; 95 %% intervals%n", runs, seed);
        for (RewardWorld world : WORLDS) {
            System.out.println(world.name());
            for (int c = 0; c < choosers.size(); c++) {
                Figures f = measure(world, choosers.get(c), runs, seed);
                System.out.printf(
                        Locale.ROOT,
                        "  %-16s best known after 15 pulls: %s   regret per pull, 15 pulls: %s   40 pulls: %s%n",
                        names.get(c),
                        text(f.found),
                        text(f.early),
                        text(f.all));
            }
        }
    }

    private static String text(Interval i) {
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", i.estimate(), i.low(), i.high());
    }
}
