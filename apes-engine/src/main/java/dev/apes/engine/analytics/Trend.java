package dev.apes.engine.analytics;

import dev.apes.engine.statistics.Correlation;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Slope;
import dev.apes.engine.statistics.TrendTest;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Whether values rise or fall with something, such as a score with the iteration.
 *
 * @param n how many values
 * @param slope least-squares slope per unit of x with Student's 95 % interval
 * @param correlation Pearson's r with Fisher's 95 % interval; its estimate is NaN-free: where r is undefined (all values equal) it is 0 over
 *     [-1, 1]
 * @param pValue two-sided, of Mann and Kendall's test of "no monotone trend", corrected for autocorrelation up to lag 10 where there are at
 *     least 30 values (Hamed and Rao 1998)
 * @param direction what the interval of the slope and the test together show
 */
public record Trend(int n, Interval slope, Interval correlation, double pValue, Direction direction) {
    /** Fewest values that a trend is told from. */
    public static final int FEWEST = 4;

    /** Most values of which all pairs are compared; of more, evenly spread ones are. */
    private static final int PAIRED = 2_000;

    private static final double LEVEL = 0.95;

    /** What is shown of a trend. */
    public enum Direction {
        /** The slope's interval is above 0 and the test finds a trend. */
        RISING,
        /** The slope's interval is below 0 and the test finds a trend. */
        FALLING,
        /** Neither is shown, which does not mean that there is none. */
        NOT_SHOWN
    }

    /**
     * @param x at least four finite values in ascending order, not all equal
     * @param y as many finite values
     * @return the trend of y with x
     */
    public static Trend of(double[] x, double[] y) {
        if (y.length < FEWEST) {
            throw new IllegalArgumentException("a trend needs at least " + FEWEST + " values but has " + y.length);
        }
        Interval slope = Slope.of(x, y, LEVEL);
        double[] ordered = spread(y);
        int lags = ordered.length >= 30 ? 10 : 0;
        double up = TrendTest.mannKendallIncreasing(ordered, lags);
        double down = TrendTest.mannKendallIncreasing(
                Arrays.stream(ordered).map(v -> -v).toArray(), lags);
        double p = Math.min(1, 2 * Math.min(up, down));
        Direction direction = p > 1 - LEVEL
                ? Direction.NOT_SHOWN
                : slope.low() > 0 ? Direction.RISING : slope.high() < 0 ? Direction.FALLING : Direction.NOT_SHOWN;
        return new Trend(y.length, slope, fisher(Correlation.pearson(x, y), y.length), p, direction);
    }

    /**
     * @param y at least four finite values in order of time
     * @return their trend with their position
     */
    public static Trend ofSeries(double[] y) {
        double[] x = new double[y.length];
        Arrays.setAll(x, i -> i);
        return of(x, y);
    }

    private static double[] spread(double[] y) {
        if (y.length <= PAIRED) {
            return y;
        }
        double[] some = new double[PAIRED];
        Arrays.setAll(some, i -> y[(int) ((long) i * (y.length - 1) / (PAIRED - 1))]);
        return some;
    }

    /** Fisher's (1921) interval: atanh r is about normal with standard deviation 1/√(n - 3). */
    static Interval fisher(OptionalDouble r, int n) {
        if (r.isEmpty() || n < 4) {
            return new Interval(r.orElse(0), -1, 1, LEVEL);
        }
        double value = r.getAsDouble();
        if (Math.abs(value) == 1) {
            return new Interval(value, value, value, LEVEL);
        }
        double z = 0.5 * Math.log((1 + value) / (1 - value));
        double half =
                new NormalDistribution(null, 0, 1).inverseCumulativeProbability(0.5 + LEVEL / 2) / Math.sqrt(n - 3.0);
        return new Interval(value, Math.tanh(z - half), Math.tanh(z + half), LEVEL);
    }
}
