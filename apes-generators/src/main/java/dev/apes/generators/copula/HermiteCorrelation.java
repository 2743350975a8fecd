package dev.apes.generators.copula;

/**
 * Finds the correlation of two normal variables from the correlation of what can be seen of them. A score function s(z) that is
 * constant on the atoms of a column hides part of z, so the correlation of scores is too small. With s(z) = Σ aₖ hₖ(z) in
 * normalised Hermite polynomials, Mehler's formula gives cov(s(z₁), t(z₂)) = Σ aₖ bₖ ρᵏ, which increases in ρ and is solved for it.
 * For two continuous columns this is Pearson's correlation of normal scores, for a continuous and a binary one the biserial,
 * for two binary ones the tetrachoric correlation.
 */
final class HermiteCorrelation {
    private static final double LIMIT = 0.999;
    private static final int MOST_STEPS = 60;

    private HermiteCorrelation() {}

    /**
     * @param observed Pearson's correlation of the two scores
     * @param a variance (index 0) and Hermite coefficients (from index 1) of one score
     * @param b those of the other
     * @return the correlation behind it, in [-0.999, 0.999]; 0 if either score is constant
     */
    static double solve(double observed, double[] a, double[] b) {
        double scale = Math.sqrt(a[0] * b[0]);
        if (!(scale > 1e-12) || observed == 0) {
            return 0;
        }
        double target = observed * scale;
        double low = -LIMIT;
        double high = LIMIT;
        double rho = Math.max(low, Math.min(high, observed));
        // Newton's method, held within the ends that the signs leave; most pairs need four steps
        for (int i = 0; i < MOST_STEPS; i++) {
            double miss = covariance(rho, a, b) - target;
            if (miss < 0) {
                low = rho;
            } else {
                high = rho;
            }
            double step = miss / slope(rho, a, b);
            if (Math.abs(step) < 1e-14) {
                break;
            }
            double next = rho - step;
            rho = next > low && next < high ? next : (low + high) / 2;
        }
        return rho;
    }

    private static double slope(double rho, double[] a, double[] b) {
        double sum = 0;
        for (int k = a.length - 1; k >= 1; k--) {
            sum = sum * rho + k * a[k] * b[k];
        }
        return sum;
    }

    static double covariance(double rho, double[] a, double[] b) {
        double sum = 0;
        for (int k = a.length - 1; k >= 1; k--) {
            sum = (sum + a[k] * b[k]) * rho;
        }
        return sum;
    }
}
