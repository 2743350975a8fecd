package dev.apes.engine.rubric;

import java.util.Arrays;

/**
 * Logistic regression without intercept over facets, whose coefficients keep the signs of their priors and are drawn towards them:
 * minimises the weighted logistic loss plus {@code ridge/2 · Σ (w − prior)²} by projected gradient steps. Deterministic.
 */
final class SignedLogit {
    private static final int STEPS = 3000;
    private static final double RATE = 0.3;
    private final double ridge;

    SignedLogit(double ridge) {
        this.ridge = ridge;
    }

    /**
     * Fits.
     *
     * @param rows one vector per comparison; a positive product with the coefficients means that it was won
     * @param won whether it was
     * @param weights weight of each, summing to 1
     */
    double[] fit(double[][] rows, boolean[] won, double[] weights) {
        Facet[] facets = Facet.values();
        double[] w = Arrays.stream(facets).mapToDouble(Facet::prior).toArray();
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[w.length];
            for (int i = 0; i < rows.length; i++) {
                double z = 0;
                for (int k = 0; k < w.length; k++) {
                    z += w[k] * rows[i][k];
                }
                double error = weights[i] * ((won[i] ? 1 : 0) - 1 / (1 + Math.exp(-z)));
                for (int k = 0; k < w.length; k++) {
                    gradient[k] += error * rows[i][k];
                }
            }
            for (int k = 0; k < w.length; k++) {
                if (facets[k].fitted()) {
                    w[k] += RATE * (gradient[k] - ridge * (w[k] - facets[k].prior()));
                    w[k] = facets[k].prior() > 0 ? Math.max(0, w[k]) : Math.min(0, w[k]);
                }
            }
        }
        return w;
    }
}
