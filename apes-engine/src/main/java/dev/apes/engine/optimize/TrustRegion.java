package dev.apes.engine.optimize;

import java.util.Comparator;
import java.util.List;

/**
 * A box around the best setting that grows while proposals from it succeed and shrinks while they fail (Eriksson et al. 2019), and
 * the observations near it. Choices and flags are those of its centre. Not thread-safe.
 */
final class TrustRegion {
    private static final double START = 0.4;
    private static final double LARGEST = 0.8;
    private static final double SMALLEST = 0.4 / 128;
    private static final int SUCCESSES_TO_GROW = 2;
    private static final int FAILURES_TO_SHRINK = 2;
    /** The longest side of the box is at most this many times the side of a cube of its volume. */
    private static final double STRETCH = 3;

    private final SpaceCodec codec;
    private double side = START;
    private int successes;
    private int failures;

    TrustRegion(SpaceCodec codec) {
        this.codec = codec;
    }

    /**
     * Corners of the box.
     *
     * @param lower coordinates
     * @param upper coordinates
     */
    record Box(double[] lower, double[] upper) {
        /** The whole space. */
        static Box all(SpaceCodec codec) {
            double[] upper = new double[codec.dimensions()];
            for (int i = 0; i < upper.length; i++) {
                // the last level: a choice's, or 1 on the scale of numbers
                upper[i] = codec.isCategorical(i) ? codec.levels(i) - 1 : 1;
            }
            return new Box(new double[upper.length], upper);
        }
    }

    void report(boolean success) {
        successes = success ? successes + 1 : 0;
        failures = success ? 0 : failures + 1;
        if (successes >= SUCCESSES_TO_GROW) {
            side = Math.min(LARGEST, 2 * side);
            successes = 0;
        } else if (failures >= FAILURES_TO_SHRINK) {
            side = side / 2 < SMALLEST ? START : side / 2;
            failures = 0;
        }
    }

    /** The box about a point, longer where the kernel's length scales are. */
    Box around(double[] centre, double[] theta) {
        double[] lower = centre.clone();
        double[] upper = centre.clone();
        double mean = 0;
        int numbers = 0;
        for (int i = 0; i < centre.length; i++) {
            if (!codec.isCategorical(i)) {
                mean += theta[i];
                numbers++;
            }
        }
        mean /= Math.max(1, numbers);
        for (int i = 0; i < centre.length; i++) {
            if (!codec.isCategorical(i)) {
                double half = 0.5 * side * Math.max(1 / STRETCH, Math.min(STRETCH, Math.exp(theta[i] - mean)));
                if (!Double.isInfinite(codec.levels(i))) {
                    half = Math.max(half, 1.01 / Math.max(1, codec.levels(i) - 1));
                }
                lower[i] = Math.max(0, centre[i] - half);
                upper[i] = Math.min(1, centre[i] + half);
            }
        }
        return new Box(lower, upper);
    }

    /** The observations next to a point: half of all, or as many as a quadratic model has coefficients if that is more. */
    static List<Told> near(List<Told> data, double[] centre, Kernel kernel) {
        int d = kernel.numbers();
        int enough = Math.max((d + 1) * (d + 2) / 2 + 2, (data.size() + 1) / 2);
        return data.stream()
                .sorted(Comparator.comparingDouble(t -> distance(t.point(), centre, kernel)))
                .limit(enough)
                .toList();
    }

    private static double distance(double[] a, double[] b, Kernel kernel) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += kernel.squaredDistance(i, a[i], b[i]);
        }
        return sum;
    }
}
