package dev.apes.engine.feedback;

/**
 * Centres and scales columns, and leaves out those that do not vary. Immutable.
 *
 * @param kept indices of the columns that vary
 * @param mean of each kept column
 * @param deviation of each kept column, above 0
 * @param low the smallest value seen of each kept column; what is outside of what was seen counts as its edge
 * @param high the largest value seen
 */
record Columns(int[] kept, double[] mean, double[] deviation, double[] low, double[] high) {
    private static final double CONSTANT = 1e-9;

    static Columns of(double[][] rows) {
        int width = rows[0].length;
        int[] kept = new int[width];
        double[][] figures = new double[4][width];
        int n = 0;
        for (int j = 0; j < width; j++) {
            double sum = 0;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double[] row : rows) {
                sum += row[j];
                low = Math.min(low, row[j]);
                high = Math.max(high, row[j]);
            }
            double mean = sum / rows.length;
            double squares = 0;
            for (double[] row : rows) {
                squares += (row[j] - mean) * (row[j] - mean);
            }
            double deviation = Math.sqrt(squares / rows.length);
            if (deviation > CONSTANT) {
                kept[n] = j;
                figures[0][n] = mean;
                figures[1][n] = deviation;
                figures[2][n] = low;
                figures[3][n] = high;
                n++;
            }
        }
        for (int k = 0; k < figures.length; k++) {
            figures[k] = java.util.Arrays.copyOf(figures[k], n);
        }
        return new Columns(java.util.Arrays.copyOf(kept, n), figures[0], figures[1], figures[2], figures[3]);
    }

    double[] apply(double[] row) {
        double[] scaled = new double[kept.length];
        for (int k = 0; k < scaled.length; k++) {
            double value = Math.max(low[k], Math.min(high[k], row[kept[k]]));
            scaled[k] = (value - mean[k]) / deviation[k];
        }
        return scaled;
    }

    double[][] apply(double[][] rows) {
        double[][] scaled = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            scaled[i] = apply(rows[i]);
        }
        return scaled;
    }
}
