package dev.apes.generators.diffusion;

/**
 * The cosine schedule (Nichol and Dhariwal, <i>Improved denoising diffusion probabilistic models</i>, 2021, equation 17): {@code
 * ᾱ(t) = cos²((t/T + 0.008) / 1.008 · π/2)}, {@code β = 1 − ᾱ(t+1)/ᾱ(t)}, at most 0.999. Immutable.
 */
final class NoiseSchedule {
    private static final double OFFSET = 0.008;
    private static final double LARGEST_BETA = 0.999;

    private final double[] beta;
    private final double[] kept;

    /** @param steps how many, at least 2 */
    NoiseSchedule(int steps) {
        beta = new double[steps];
        kept = new double[steps];
        double product = 1;
        for (int t = 0; t < steps; t++) {
            beta[t] = Math.min(LARGEST_BETA, 1 - bar((t + 1.0) / steps) / bar((double) t / steps));
            product *= 1 - beta[t];
            kept[t] = product;
        }
    }

    private static double bar(double share) {
        double c = StrictMath.cos((share + OFFSET) / (1 + OFFSET) * Math.PI / 2);
        return c * c;
    }

    int steps() {
        return beta.length;
    }

    /** β: the variance that step t adds. */
    double beta(int t) {
        return beta[t];
    }

    /** ᾱ: the share of the signal's variance left after step t; 1 before the first. */
    double kept(int t) {
        return t < 0 ? 1 : kept[t];
    }
}
