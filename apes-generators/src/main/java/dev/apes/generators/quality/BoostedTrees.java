package dev.apes.generators.quality;

import java.util.Arrays;

/**
 * Gradient boosting with trees of depth {@value #DEPTH} on columns cut into {@value #BINS} bins (Friedman, <i>Greedy function
 * approximation</i>, 2001; leaves by Newton's step as in Chen and Guestrin, <i>XGBoost</i>, 2016). Small and deterministic: it
 * judges tables, nobody is served by it. Immutable.
 */
final class BoostedTrees {
    private static final int DEPTH = 3;
    private static final int ROUNDS = 60;
    private static final int BINS = 32;
    private static final double RATE = 0.15;
    private static final double RIDGE = 1;
    private static final double LEAST_WEIGHT = 3;

    private final boolean logistic;
    private final double start;
    private final double[][] edges;
    /** Trees as heaps: node i has the children 2i + 1 and 2i + 2; a split column of -1 marks a leaf. */
    private final int[][] column = new int[ROUNDS][];

    private final int[][] bin = new int[ROUNDS][];
    private final double[][] leaf = new double[ROUNDS][];

    /**
     * @param x points, at least one
     * @param y targets; 0 or 1 if logistic
     * @param logistic whether to predict the log-odds of 1, otherwise the mean
     */
    BoostedTrees(double[][] x, double[] y, boolean logistic) {
        this.logistic = logistic;
        double mean = Arrays.stream(y).average().orElseThrow();
        double share = Math.max(1e-6, Math.min(1 - 1e-6, mean));
        this.start = logistic ? Math.log(share / (1 - share)) : mean;
        this.edges = edges(x);
        byte[][] binned = new byte[edges.length][x.length];
        for (int c = 0; c < edges.length; c++) {
            for (int r = 0; r < x.length; r++) {
                binned[c][r] = (byte) binOf(c, x[r][c]);
            }
        }
        double[] scores = new double[x.length];
        Arrays.fill(scores, start);
        for (int t = 0; t < ROUNDS; t++) {
            grow(t, binned, y, scores);
        }
    }

    private static double[][] edges(double[][] x) {
        double[][] edges = new double[x[0].length][];
        for (int c = 0; c < edges.length; c++) {
            int at = c;
            double[] sorted =
                    Arrays.stream(x).mapToDouble(row -> row[at]).sorted().toArray();
            double[] cuts = new double[BINS - 1];
            int n = 0;
            for (int b = 1; b < BINS; b++) {
                double cut = sorted[(int) ((long) b * (sorted.length - 1) / BINS)];
                if (cut < sorted[sorted.length - 1] && (n == 0 || cut > cuts[n - 1])) {
                    cuts[n++] = cut;
                }
            }
            edges[c] = Arrays.copyOf(cuts, n);
        }
        return edges;
    }

    /** How many edges lie below the value. */
    private int binOf(int c, double value) {
        int bin = 0;
        while (bin < edges[c].length && value > edges[c][bin]) {
            bin++;
        }
        return bin;
    }

    private void grow(int t, byte[][] binned, double[] y, double[] scores) {
        int n = y.length;
        int nodes = (1 << (DEPTH + 1)) - 1;
        column[t] = new int[nodes];
        bin[t] = new int[nodes];
        leaf[t] = new double[nodes];
        Arrays.fill(column[t], -1);
        double[] slope = new double[n];
        double[] bend = new double[n];
        for (int r = 0; r < n; r++) {
            double p = logistic ? 1 / (1 + Math.exp(-scores[r])) : scores[r];
            slope[r] = y[r] - p;
            bend[r] = logistic ? Math.max(1e-9, p * (1 - p)) : 1;
        }
        int[] node = new int[n];
        for (int first = 0; first < nodes; first = 2 * first + 1) {
            for (int i = first; i <= 2 * first; i++) {
                settle(t, i, 2 * first + 1 < nodes, binned, node, slope, bend);
            }
            for (int r = 0; r < n; r++) {
                int at = node[r];
                if (column[t][at] >= 0 && at >= first) {
                    node[r] = 2 * at + (binned[column[t][at]][r] <= bin[t][at] ? 1 : 2);
                }
            }
        }
        for (int r = 0; r < n; r++) {
            scores[r] += leaf[t][node[r]];
        }
    }

    /** Gives a node its value and, if that is worth it, a split. */
    private void settle(int t, int i, boolean maySplit, byte[][] binned, int[] node, double[] slope, double[] bend) {
        double g = 0;
        double h = 0;
        for (int r = 0; r < node.length; r++) {
            if (node[r] == i) {
                g += slope[r];
                h += bend[r];
            }
        }
        leaf[t][i] = RATE * g / (h + RIDGE);
        if (!maySplit || h < 2 * LEAST_WEIGHT * (logistic ? 0.25 : 1)) {
            return;
        }
        double best = 1e-9;
        double least = LEAST_WEIGHT * (logistic ? 0.25 : 1);
        for (int c = 0; c < binned.length; c++) {
            double[] gs = new double[BINS];
            double[] hs = new double[BINS];
            for (int r = 0; r < node.length; r++) {
                if (node[r] == i) {
                    gs[binned[c][r]] += slope[r];
                    hs[binned[c][r]] += bend[r];
                }
            }
            double left = 0;
            double leftH = 0;
            for (int b = 0; b < edges[c].length; b++) {
                left += gs[b];
                leftH += hs[b];
                double right = g - left;
                double rightH = h - leftH;
                double gain = left * left / (leftH + RIDGE) + right * right / (rightH + RIDGE) - g * g / (h + RIDGE);
                if (leftH >= least && rightH >= least && gain > best) {
                    best = gain;
                    column[t][i] = c;
                    bin[t][i] = b;
                }
            }
        }
    }

    /** {@return the mean, or the log-odds of 1, expected at a point} */
    double predict(double[] point) {
        double sum = start;
        for (int t = 0; t < ROUNDS; t++) {
            int i = 0;
            while (column[t][i] >= 0) {
                i = 2 * i + (binOf(column[t][i], point[column[t][i]]) <= bin[t][i] ? 1 : 2);
            }
            sum += leaf[t][i];
        }
        return sum;
    }
}
