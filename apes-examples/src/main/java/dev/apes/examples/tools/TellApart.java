package dev.apes.examples.tools;

import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.RocAuc;
import java.util.Arrays;
import java.util.Random;

/**
 * How well a classifier tells two sets of vectors apart: a logistic regression with a ridge penalty on standardised columns, trained in
 * five folds; the area under the ROC curve is that of the scores which each fold gave to what it was not trained on, with DeLong's
 * interval. 0.5 is guessing, 1 is always right.
 */
final class TellApart {
    private static final int FOLDS = 5;
    private static final int STEPS = 300;
    private static final double RATE = 0.05;
    private static final double LEVEL = 0.95;

    private TellApart() {}

    /**
     * @param first vectors, at least ten
     * @param second vectors of the same length, at least ten
     * @param ridge penalty on a squared coefficient, above 0; the more columns, the larger it should be
     * @param seed decides on the folds
     * @return area and 95 % interval
     */
    static Interval auc(double[][] first, double[][] second, double ridge, long seed) {
        int n = first.length + second.length;
        double[][] x = new double[n][];
        System.arraycopy(first, 0, x, 0, first.length);
        System.arraycopy(second, 0, x, first.length, second.length);
        boolean[] positive = new boolean[n];
        Arrays.fill(positive, first.length, n, true);
        int[] fold = folds(n, first.length, seed);
        double[] scores = new double[n];
        for (int f = 0; f < FOLDS; f++) {
            fold(x, positive, fold, f, ridge, scores);
        }
        return RocAuc.deLong(scores, positive, LEVEL);
    }

    /** Each set is dealt out by itself, so that every fold has as much of either. */
    private static int[] folds(int n, int first, long seed) {
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Random random = new Random(seed);
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Integer kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        int[] fold = new int[n];
        int[] dealt = new int[2];
        for (int i : order) {
            fold[i] = dealt[i < first ? 0 : 1]++ % FOLDS;
        }
        return fold;
    }

    private static void fold(double[][] x, boolean[] positive, int[] fold, int f, double ridge, double[] scores) {
        int width = x[0].length;
        double[] mean = new double[width];
        double[] scale = new double[width];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            if (fold[i] != f) {
                count++;
                for (int c = 0; c < width; c++) {
                    mean[c] += x[i][c];
                    scale[c] += x[i][c] * x[i][c];
                }
            }
        }
        for (int c = 0; c < width; c++) {
            mean[c] /= count;
            double deviation = Math.sqrt(Math.max(0, scale[c] / count - mean[c] * mean[c]));
            scale[c] = deviation < 1e-9 ? 0 : 1 / deviation;
        }
        double[][] z = new double[x.length][width];
        for (int i = 0; i < x.length; i++) {
            for (int c = 0; c < width; c++) {
                z[i][c] = (x[i][c] - mean[c]) * scale[c];
            }
        }
        double[] weight = new double[width];
        double bias = train(z, positive, fold, f, ridge, weight);
        for (int i = 0; i < z.length; i++) {
            if (fold[i] == f) {
                scores[i] = bias + product(weight, z[i]);
            }
        }
    }

    /** Adam on all rows at once; the loss is convex, so that it does not matter where one begins. */
    private static double train(double[][] z, boolean[] positive, int[] fold, int f, double ridge, double[] weight) {
        int width = weight.length;
        double[] first = new double[width + 1];
        double[] second = new double[width + 1];
        double bias = 0;
        for (int step = 1; step <= STEPS; step++) {
            double[] gradient = new double[width + 1];
            int count = 0;
            for (int i = 0; i < z.length; i++) {
                if (fold[i] == f) {
                    continue;
                }
                count++;
                double error = 1 / (1 + Math.exp(-bias - product(weight, z[i]))) - (positive[i] ? 1 : 0);
                for (int c = 0; c < width; c++) {
                    gradient[c] += error * z[i][c];
                }
                gradient[width] += error;
            }
            for (int c = 0; c <= width; c++) {
                double g = gradient[c] / count + (c < width ? ridge * weight[c] : 0);
                first[c] = 0.9 * first[c] + 0.1 * g;
                second[c] = 0.999 * second[c] + 0.001 * g * g;
                double move = RATE
                        * first[c]
                        / (1 - Math.pow(0.9, step))
                        / (Math.sqrt(second[c] / (1 - Math.pow(0.999, step))) + 1e-8);
                if (c < width) {
                    weight[c] -= move;
                } else {
                    bias -= move;
                }
            }
        }
        return bias;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
