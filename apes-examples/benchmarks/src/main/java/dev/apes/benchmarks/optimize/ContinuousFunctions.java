package dev.apes.benchmarks.optimize;

/** Functions of the literature (Surjanovic and Bingham, Virtual Library of Simulation Experiments), less their minimum. */
final class ContinuousFunctions {
    private static final double[] HARTMANN_WEIGHTS = {1, 1.2, 3, 3.2};
    private static final double[][] HARTMANN_SCALES = {
        {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}
    };
    private static final double[][] HARTMANN_CENTRES = {
        {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
        {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
        {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
        {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
    };
    private static final double HARTMANN_MINIMUM = -3.322368011415515;
    private static final double STYBLINSKI_MINIMUM = -39.16616570377142;

    private ContinuousFunctions() {}

    /** Six dimensions, [0, 1]. */
    static double hartmann6(double[] x) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            double exponent = 0;
            for (int j = 0; j < 6; j++) {
                double d = x[j] - HARTMANN_CENTRES[i][j];
                exponent += HARTMANN_SCALES[i][j] * d * d;
            }
            sum -= HARTMANN_WEIGHTS[i] * Math.exp(-exponent);
        }
        return sum - HARTMANN_MINIMUM;
    }

    /** Any dimension, [−32.8, 32.8]. */
    static double ackley(double[] x) {
        double squares = 0;
        double cosines = 0;
        for (double v : x) {
            squares += v * v / x.length;
            cosines += Math.cos(2 * Math.PI * v) / x.length;
        }
        return -20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(cosines) + 20 + Math.E;
    }

    /** Any dimension, [−10, 10]. */
    static double levy(double[] x) {
        int d = x.length;
        double first = Math.sin(Math.PI * (1 + (x[0] - 1) / 4));
        double sum = first * first;
        for (int i = 0; i < d - 1; i++) {
            double w = 1 + (x[i] - 1) / 4;
            double s = Math.sin(Math.PI * w + 1);
            sum += (w - 1) * (w - 1) * (1 + 10 * s * s);
        }
        double w = 1 + (x[d - 1] - 1) / 4;
        double s = Math.sin(2 * Math.PI * w);
        return sum + (w - 1) * (w - 1) * (1 + s * s);
    }

    /** Any dimension, [−5, 10]. */
    static double rosenbrock(double[] x) {
        double sum = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            double curve = x[i + 1] - x[i] * x[i];
            sum += 100 * curve * curve + (1 - x[i]) * (1 - x[i]);
        }
        return sum;
    }

    /** Any dimension, [−5, 5]. */
    static double styblinskiTang(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += (v * v * v * v - 16 * v * v + 5 * v) / 2 - STYBLINSKI_MINIMUM;
        }
        return sum;
    }
}
