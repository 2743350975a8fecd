package dev.apes.generators.copula;

import java.util.Optional;

/** Finds the normal distribution that, cut to an interval, has a given mean and variance. */
final class TruncatedNormalFit {
    private static final int STEPS = 60;

    private TruncatedNormalFit() {}

    /**
     * Newton's method on mean and logarithm of the deviation with numeric derivatives and halved steps.
     *
     * @return the family, or empty if no such normal distribution is found (a variance above the uniform's has none)
     */
    static Optional<Family> of(double mean, double variance, double min, double max) {
        double mu = mean;
        double logSigma = StrictMath.log(variance) / 2;
        double[] miss = miss(mu, logSigma, mean, variance, min, max);
        for (int i = 0; i < STEPS && norm(miss) > 1e-9; i++) {
            double step = 1e-5;
            double scale = (max - min) * step;
            double[] byMu = miss(mu + scale, logSigma, mean, variance, min, max);
            double[] bySigma = miss(mu, logSigma + step, mean, variance, min, max);
            double a = (byMu[0] - miss[0]) / scale;
            double b = (bySigma[0] - miss[0]) / step;
            double c = (byMu[1] - miss[1]) / scale;
            double d = (bySigma[1] - miss[1]) / step;
            double determinant = a * d - b * c;
            if (!(Math.abs(determinant) > 1e-300)) {
                return Optional.empty();
            }
            double toMu = (-d * miss[0] + b * miss[1]) / determinant;
            double toSigma = (c * miss[0] - a * miss[1]) / determinant;
            double part = 1;
            double[] next = miss;
            while (part > 1e-6) {
                next = miss(mu + part * toMu, logSigma + part * toSigma, mean, variance, min, max);
                if (norm(next) < norm(miss)) {
                    break;
                }
                part /= 2;
            }
            if (!(norm(next) < norm(miss))) {
                break;
            }
            mu += part * toMu;
            logSigma += part * toSigma;
            miss = next;
        }
        if (!(norm(miss) < 1e-6)) {
            return Optional.empty();
        }
        double centre = mu;
        double sigma = StrictMath.exp(logSigma);
        double below = StandardNormal.cdf((min - centre) / sigma);
        double mass = StandardNormal.cdf((max - centre) / sigma) - below;
        return Optional.of(new Family(
                "truncated normal",
                x -> Math.min(1, Math.max(0, (StandardNormal.cdf((x - centre) / sigma) - below) / mass))));
    }

    /** How far mean and variance are from what is wanted, relative to the range; NaN where they can't be computed. */
    private static double[] miss(double mu, double logSigma, double mean, double variance, double min, double max) {
        double sigma = StrictMath.exp(logSigma);
        double a = (min - mu) / sigma;
        double b = (max - mu) / sigma;
        double mass = StandardNormal.cdf(b) - StandardNormal.cdf(a);
        double pa = StandardNormal.density(a);
        double pb = StandardNormal.density(b);
        double shift = (pa - pb) / mass;
        double cutMean = mu + sigma * shift;
        double cutVariance = sigma * sigma * (1 + (a * pa - b * pb) / mass - shift * shift);
        return new double[] {(cutMean - mean) / (max - min), (cutVariance - variance) / ((max - min) * (max - min))};
    }

    private static double norm(double[] miss) {
        double norm = Math.abs(miss[0]) + Math.abs(miss[1]);
        return Double.isNaN(norm) ? Double.POSITIVE_INFINITY : norm;
    }
}
