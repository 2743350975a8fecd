package dev.apes.generators.copula;

import dev.apes.api.Cancellation;
import java.util.List;

/** Estimates the correlation of the latent variables pair by pair, each from the rows in which both are known. */
final class LatentCorrelation {
    private LatentCorrelation() {}

    /**
     * @param latents the map by which each variable was scored; null for one that was never seen
     * @param sums of the scores
     * @param cancellation asked once per variable
     * @return symmetric with unit diagonal, not necessarily positive definite
     */
    static double[][] estimate(List<Marginal> latents, ScoreSums sums, Cancellation cancellation) {
        int n = sums.variables();
        double[][] hermite = new double[n][];
        for (int i = 0; i < n; i++) {
            hermite[i] = latents.get(i) == null
                    ? new double[Marginal.TERMS + 1]
                    : latents.get(i).hermite();
        }
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
