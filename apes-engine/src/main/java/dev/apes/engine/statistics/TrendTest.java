package dev.apes.engine.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/** Tests of a monotone trend. */
public final class TrendTest {
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private TrendTest() {}

    /**
     * Mann (1945) and Kendall's test with tie correction and, if asked for, the variance correction of Hamed and Rao (1998): autocorrelations of
     * the ranks, after removal of Sen's slope, that are significant at 5 % two-sided inflate the variance. Negative ones could deflate it;
     * here the variance never falls below that of independent values, so that a zigzag does not turn into a trend.
     *
     * @param values at least four finite values in order of time
     * @param lags autocorrelations corrected for; 0 for the plain test
     * @return the one-sided p-value of "no upward trend", in [0, 1]; 1 if all are equal
     */
    public static double mannKendallIncreasing(double[] values, int lags) {
        Samples.checked(values, 4, "values");
        int n = values.length;
        int s = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                s += values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0;
            }
        }
        double variance = (n * (n - 1.0) * (2.0 * n + 5) - ties(values)) / 18;
        if (variance <= 0) {
            return 1;
        }
        double corrected = variance * Math.max(1, inflation(values, lags));
        double z = s > 0 ? (s - 1) / Math.sqrt(corrected) : s < 0 ? (s + 1) / Math.sqrt(corrected) : 0;
        return 1 - NORMAL.cumulativeProbability(z);
    }

    private static double ties(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int i = 0; i < sorted.length; ) {
            int j = i;
            while (j < sorted.length && sorted[j] == sorted[i]) {
                j++;
            }
            double t = j - i;
            sum += t * (t - 1) * (2 * t + 5);
            i = j;
        }
        return sum;
    }

    private static double inflation(double[] values, int lags) {
        int n = values.length;
        double slope = senSlope(values);
        double[] detrended = new double[n];
        for (int i = 0; i < n; i++) {
            detrended[i] = values[i] - slope * i;
        }
        double[] ranks = new NaturalRanking().rank(detrended);
        Moments m = Moments.of(ranks);
        if (m.variance() == 0) {
            return 1;
        }
        double critical = 1.959964 / Math.sqrt(n);
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
