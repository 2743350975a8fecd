package dev.apes.engine.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/** Tests of a monotone trend. */
public final class TrendTest {
    /** Residuals this share of the range apart are equal. Not a round number: those of round values must not lie on an edge. */
    private static final double ROUNDING = 1e-9 * Math.PI / 3;

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private TrendTest() {}

    /**
     * What Mann's (1945) and Kendall's test rests on.
     *
     * @param s pairs that rise with time less pairs that fall
     * @param variance of S without a trend and among independent values, corrected for ties
     * @param correction n/n* of Hamed and Rao (1998), by which autocorrelation multiplies the variance; 1 without
     */
    public record MannKendall(int s, double variance, double correction) {
        /** {@return the standardised S with continuity correction, not defined where the corrected variance is not positive} */
        public double z() {
            return z(variance * correction);
        }

        private double z(double corrected) {
            return s > 0 ? (s - 1) / Math.sqrt(corrected) : s < 0 ? (s + 1) / Math.sqrt(corrected) : 0;
        }
    }

    /**
     * The statistic as published: Kendall's S, its variance with tie correction, and the variance correction of Hamed and Rao, A modified
     * Mann-Kendall trend test for autocorrelated data, Journal of Hydrology 204 (1998): n/n* = 1 + 2/(n(n-1)(n-2)) · Σ (n-k)(n-k-1)(n-k-2) ρ(k)
     * over those autocorrelations ρ(k) of the ranks, after removal of Sen's slope, that are significant at 5 % two-sided.
     *
     * @param values at least four finite values in order of time
     * @param lags autocorrelations looked at; 0 for the plain test
     * @return the statistic
     */
    public static MannKendall mannKendall(double[] values, int lags) {
        Samples.checked(values, 4, "values");
        int n = values.length;
        int s = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                s += values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0;
            }
        }
        double variance = (n * (n - 1.0) * (2.0 * n + 5) - ties(values)) / 18;
        return new MannKendall(s, variance, lags == 0 ? 1 : correction(values, lags));
    }

    /**
     * The one-sided test for an upward trend. Negative autocorrelation could deflate the variance; here it never falls below that
     * of independent values, so that a zigzag does not turn into a trend.
     *
     * @param values at least four finite values in order of time
     * @param lags autocorrelations corrected for; 0 for the plain test
     * @return the p-value of "no upward trend", in [0, 1]; 1 if all are equal
     */
    public static double mannKendallIncreasing(double[] values, int lags) {
        MannKendall test = mannKendall(values, lags);
        if (test.variance() <= 0) {
            return 1;
        }
        return NORMAL.cumulativeProbability(-test.z(test.variance() * Math.max(1, test.correction())));
    }

    private static double ties(double[] values) {
        return Ties.sum(values, t -> t * (t - 1) * (2 * t + 5));
    }

    private static double correction(double[] values, int lags) {
        int n = values.length;
        double slope = senSlope(values);
        double[] detrended = new double[n];
        double unit = ROUNDING
                * (Arrays.stream(values).max().orElseThrow()
                        - Arrays.stream(values).min().orElseThrow());
        for (int i = 0; i < n; i++) {
            double residual = (values[i] - values[0]) - slope * i;
            // without it, rounding errors of shifted or scaled values would tell equal residuals apart
            detrended[i] = unit > 0 ? Math.rint(residual / unit) : 0;
        }
        double[] ranks = new NaturalRanking().rank(detrended);
        Moments m = Moments.of(ranks);
        if (m.variance() == 0) {
            return 1;
        }
        double critical = 1.959963984540054 / Math.sqrt(n);
        double sum = 0;
        for (int lag = 1; lag <= Math.min(lags, n - 3); lag++) {
            double product = 0;
            for (int i = 0; i + lag < n; i++) {
                product += (ranks[i] - m.mean()) * (ranks[i + lag] - m.mean());
            }
            double rho = product / ((n - 1) * m.variance());
            if (Math.abs(rho) > critical) {
                sum += (double) (n - lag) * (n - lag - 1) * (n - lag - 2) * rho;
            }
        }
        return 1 + 2 / ((double) n * (n - 1) * (n - 2)) * sum;
    }

    private static double senSlope(double[] values) {
        int n = values.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int k = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[k++] = (values[j] - values[i]) / (j - i);
            }
        }
        Arrays.sort(slopes);
        return k % 2 == 1 ? slopes[k / 2] : (slopes[k / 2 - 1] + slopes[k / 2]) / 2;
    }
}
