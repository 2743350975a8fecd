package dev.apes.benchmarks.gate;

import java.util.random.RandomGenerator;

/** A law of differences between a candidate that is as good as the incumbent and the incumbent: mean 0, variance 1. */
enum Law {
    /** Noise of one bell. */
    NORMAL {
        @Override
        double draw(RandomGenerator random) {
            return random.nextGaussian();
        }
    },
    /** Heavy tails: Student's t with 3 degrees of freedom. */
    HEAVY_TAILS {
        @Override
        double draw(RandomGenerator random) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            double c = random.nextGaussian();
            return random.nextGaussian() / Math.sqrt(a * a + b * b + c * c);
        }
    },
    /** Seven of ten prompts score alike. */
    TIES {
        @Override
        double draw(RandomGenerator random) {
            return random.nextDouble() < 0.7 ? 0 : random.nextGaussian() / Math.sqrt(0.3);
        }
    },
    /** Five values only, as from a judge with few grades. */
    LATTICE {
        @Override
        double draw(RandomGenerator random) {
            double u = random.nextDouble();
            double grade = u < 0.05 ? -2 : u < 0.25 ? -1 : u < 0.75 ? 0 : u < 0.95 ? 1 : 2;
            return grade / Math.sqrt(0.8);
        }
    },
    /** Rare large gains, small losses. */
    SKEWED_RIGHT {
        @Override
        double draw(RandomGenerator random) {
            return random.nextExponential() - 1;
        }
    },
    /** Rare large losses, small gains. */
    SKEWED_LEFT {
        @Override
        double draw(RandomGenerator random) {
            return 1 - random.nextExponential();
        }
    },
    /** A mirrored log-normal: skewness -6.2. */
    SKEWED_FAR_LEFT {
        private final double mean = Math.exp(0.5);
        private final double deviation = Math.sqrt((Math.E - 1) * Math.E);

        @Override
        double draw(RandomGenerator random) {
            return (mean - Math.exp(random.nextGaussian())) / deviation;
        }
    },
    /** One prompt in twenty loses nineteen times what the others gain. */
    RARE_LOSS {
        @Override
        double draw(RandomGenerator random) {
            return (random.nextDouble() < 0.05 ? -0.95 : 0.05) / Math.sqrt(0.05 * 0.95);
        }
    };

    /** One value with mean 0 and variance 1. */
    abstract double draw(RandomGenerator random);
}
