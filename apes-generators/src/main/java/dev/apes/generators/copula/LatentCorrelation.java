package dev.apes.generators.copula;

import dev.apes.api.Cancellation;

/** Estimates the correlation of the latent variables pair by pair, each from the rows in which both are known. */
final class LatentCorrelation {
    private LatentCorrelation() {}

    /**
     * @param hermite variance and Hermite coefficients of each score, see {@link Marginal#hermite}
     * @param sums of the scores
     * @param cancellation asked once per variable
     * @return symmetric with unit diagonal, not necessarily positive definite
     */
    static double[][] estimate(double[][] hermite, ScoreSums sums, Cancellation cancellation) {
        int n = sums.variables();
        double[][] estimate = new double[n][n];
        for (int i = 0; i < n; i++) {
            cancellation.throwIfCancelled();
            estimate[i][i] = 1;
            for (int j = 0; j < i; j++) {
                double rho = pair(sums.correlation(i, j), sums.rows(i, j), hermite[i], hermite[j]);
                estimate[i][j] = rho;
                estimate[j][i] = rho;
            }
        }
        return estimate;
    }

    /** Few rows say little: the estimate is drawn to 0 by m / (m + 2). */
    private static double pair(double observed, double rows, double[] hermiteA, double[] hermiteB) {
        return Double.isNaN(observed) ? 0 : HermiteCorrelation.solve(observed, hermiteA, hermiteB) * rows / (rows + 2);
    }
}
