package dev.apes.generators.copula;

import dev.apes.api.Cancellation;
import java.util.List;

/** Estimates the correlation of the latent variables pair by pair, each from the rows in which both are known. */
final class LatentCorrelation {
    private LatentCorrelation() {}

    /**
     * @param latents the map of each variable; null for one that was never seen
     * @param scores its scores by row, {@code NaN} where unknown
     * @param cancellation asked once per variable
     * @return symmetric with unit diagonal, not necessarily positive definite
     */
    static double[][] estimate(List<Marginal> latents, List<double[]> scores, Cancellation cancellation) {
        int n = latents.size();
        double[][] hermite = new double[n][];
        boolean[] complete = new boolean[n];
        for (int i = 0; i < n; i++) {
            hermite[i] = latents.get(i) == null
                    ? new double[Marginal.TERMS + 1]
                    : latents.get(i).hermite();
            complete[i] = isComplete(scores.get(i));
        }
        double[][] estimate = new double[n][n];
        for (int i = 0; i < n; i++) {
            cancellation.throwIfCancelled();
            estimate[i][i] = 1;
            for (int j = 0; j < i; j++) {
                double rho = pair(scores.get(i), scores.get(j), complete[i] && complete[j], hermite[i], hermite[j]);
                estimate[i][j] = rho;
                estimate[j][i] = rho;
            }
        }
        return estimate;
    }

    /** Few rows say little: the estimate is drawn to 0 by m / (m + 2). */
    private static double pair(double[] a, double[] b, boolean complete, double[] hermiteA, double[] hermiteB) {
        int m = 0;
        double sumA = 0;
        double sumB = 0;
        double squareA = 0;
        double squareB = 0;
        double product = 0;
        for (int r = 0; r < a.length; r++) {
            double u = a[r];
            double v = b[r];
            if (complete || (u == u && v == v)) {
                m++;
                sumA += u;
                sumB += v;
                squareA += u * u;
                squareB += v * v;
                product += u * v;
            }
        }
        double varianceA = squareA - sumA * sumA / m;
        double varianceB = squareB - sumB * sumB / m;
        if (m < 2 || !(varianceA > 1e-12) || !(varianceB > 1e-12)) {
            return 0;
        }
        double observed = (product - sumA * sumB / m) / Math.sqrt(varianceA * varianceB);
        return HermiteCorrelation.solve(observed, hermiteA, hermiteB) * m / (m + 2.0);
    }

    private static boolean isComplete(double[] scores) {
        for (double s : scores) {
            if (Double.isNaN(s)) {
                return false;
            }
        }
        return true;
    }
}
