package dev.apes.generators.copula;

/** The inverse of a positive definite matrix through its Cholesky factor. */
final class SymmetricInverse {
    private SymmetricInverse() {}

    static double[][] of(double[][] matrix) {
        int n = matrix.length;
        double[][] factor = NearestCorrelation.cholesky(matrix);
        double[][] inverse = new double[n][n];
        for (int c = 0; c < n; c++) {
            double[] y = new double[n];
            for (int i = c; i < n; i++) {
                double sum = i == c ? 1 : 0;
                for (int k = c; k < i; k++) {
                    sum -= factor[i][k] * y[k];
                }
                y[i] = sum / factor[i][i];
            }
            for (int i = n - 1; i >= 0; i--) {
                double sum = y[i];
                for (int k = i + 1; k < n; k++) {
                    sum -= factor[k][i] * inverse[k][c];
                }
                inverse[i][c] = sum / factor[i][i];
            }
        }
        return inverse;
    }
}
