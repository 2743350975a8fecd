package dev.apes.engine.analytics;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * Whether values swing with the time of day: a cosinor (Halberg 1967) beside a line, {@code y = c + d t + a cos(2π t / 24) + b sin(2π t /
 * 24)}, tested by the F-test against the line alone, so that mere progress is no season.
 *
 * @param n how many values
 * @param spanHours between the first and the last
 * @param amplitude half the swing, in units of y, at least 0
 * @param peakHour when it is highest, hours after the origin of t modulo 24, in [0, 24)
 * @param f statistic with 2 and n - 4 degrees of freedom
 * @param pValue of "no swing", in [0, 1]
 */
public record Season(int n, double spanHours, double amplitude, double peakHour, double f, double pValue) {
    /** Two full days, so that a single night is not taken for a rule. */
    public static final double SHORTEST_HOURS = 48;

    private static final int FEWEST = 12;
    private static final int TIMES_OF_DAY = 4;

    /**
     * @param hours when each was measured, ascending; hour 0 should be a midnight for {@code peakHour} to be a time of day
     * @param y as many finite values
     * @return the season; empty where the values span less than two days, are fewer than 12, or lie in fewer than four of the eight
     *     three-hour parts of a day
     */
    public static Optional<Season> of(double[] hours, double[] y) {
        if (hours.length != y.length) {
            throw new IllegalArgumentException(
                    "hours and y must have the same length but have " + hours.length + " and " + y.length);
        }
        int n = y.length;
        if (n < FEWEST || hours[n - 1] - hours[0] < SHORTEST_HOURS || timesOfDay(hours) < TIMES_OF_DAY) {
            return Optional.empty();
        }
        double[][] line = new double[n][1];
        double[][] swing = new double[n][3];
        for (int i = 0; i < n; i++) {
            double turn = 2 * Math.PI * hours[i] / 24;
            line[i][0] = hours[i] - hours[0];
            swing[i] = new double[] {line[i][0], Math.cos(turn), Math.sin(turn)};
        }
        try {
            OLSMultipleLinearRegression without = new OLSMultipleLinearRegression();
            without.newSampleData(y, line);
            OLSMultipleLinearRegression with = new OLSMultipleLinearRegression();
            with.newSampleData(y, swing);
            double[] beta = with.estimateRegressionParameters();
            double rest = with.calculateResidualSumOfSquares();
            double gained = Math.max(0, without.calculateResidualSumOfSquares() - rest);
            double amplitude = Math.hypot(beta[2], beta[3]);
            double peak = Math.atan2(beta[3], beta[2]) * 24 / (2 * Math.PI);
            double scale = without.calculateResidualSumOfSquares();
            double f = rest <= 1e-14 * scale
                    ? gained <= 1e-14 * scale ? 0 : Double.POSITIVE_INFINITY
                    : gained / 2 / (rest / (n - 4));
            double p = Double.isInfinite(f) ? 0 : 1 - new FDistribution(null, 2, n - 4).cumulativeProbability(f);
            double hour = (peak % 24 + 24) % 24;
            return Optional.of(new Season(n, hours[n - 1] - hours[0], amplitude, hour == 24 ? 0 : hour, f, p));
        } catch (SingularMatrixException e) {
            return Optional.empty();
        }
    }

    private static long timesOfDay(double[] hours) {
        return Arrays.stream(hours)
                .map(hour -> Math.floor((hour % 24 + 24) % 24 / 3))
                .distinct()
                .count();
    }
}
