package dev.apes.benchmarks.strategy;

import java.util.Random;

/**
 * What strategies truly buy in a simulated world. The first strategy is the cold-start table's choice.
 *
 * @param name for the table of results
 * @param gap by how many standard deviations of a reward the best is ahead of the next, at least 0
 * @param tableRight whether the table's choice is the best one
 * @param kind what else is special
 */
record RewardWorld(String name, double gap, boolean tableRight, Kind kind) {
    /** How rewards behave. */
    enum Kind {
        /** Normal around constant means. */
        STEADY,
        /** As steady, but another strategy becomes best after 20 pulls. */
        DRIFTING,
        /** As steady, but all rewards and their noise shrink by 7 % with each pull, as the gains left in a session do. */
        SHRINKING,
        /** Nothing in most iterations, a gain in some: 60 % of them for the best strategy, 15 % for the others. */
        SPARSE
    }

    /** The number of strategies. */
    static final int ARMS = 5;
    /** Pulls until the best strategy of a drifting world changes. */
    private static final int DRIFT = 20;

    /** One drawing of the world. */
    final class Sample {
        private final double[] means = new double[ARMS];
        private final Random random;

        Sample(Random random) {
            this.random = random;
            int best = tableRight ? 0 : 1 + random.nextInt(ARMS - 1);
            for (int a = 0; a < ARMS; a++) {
                // all but the best lie between one and one and a half gaps behind it
                means[a] = a == best ? 1 + 2 * gap : 1 + 2 * gap - gap * (1 + 0.5 * random.nextDouble());
                if (kind == Kind.SPARSE) {
                    means[a] = a == best ? 0.6 : 0.15;
                }
            }
        }

        double mean(int arm, int pull) {
            int shift = kind == Kind.DRIFTING && pull >= DRIFT ? 2 : 0;
            return means[(arm + shift) % ARMS];
        }

        int best(int pull) {
            int best = 0;
            for (int a = 1; a < ARMS; a++) {
                best = mean(a, pull) > mean(best, pull) ? a : best;
            }
            return best;
        }

        double reward(int arm, int pull) {
            double mean = mean(arm, pull);
            if (kind == Kind.SPARSE) {
                boolean any = random.nextDouble() < mean;
                double size = Math.exp(0.5 * random.nextGaussian() - 0.125);
                return any ? size : 0;
            }
            double factor = kind == Kind.SHRINKING ? Math.pow(0.93, pull) : 1;
            return factor * (mean + random.nextGaussian());
        }

        /** What the choice of an arm costs, in gaps between the best and the average of the others. */
        double regret(int arm, int pull) {
            double best = mean(best(pull), pull);
            double others = 0;
            for (int a = 0; a < ARMS; a++) {
                others += a == best(pull) ? 0 : best - mean(a, pull);
            }
            return others == 0 ? 0 : (best - mean(arm, pull)) / (others / (ARMS - 1));
        }
    }
}
