package dev.apes.engine.statistics;

/**
 * An estimate with a two-sided confidence interval.
 *
 * @param estimate the point estimate; for most methods within the interval, always finite
 * @param low lower end, at most {@code high}; {@code -Infinity} where the data say nothing
 * @param high upper end; {@code +Infinity} where the data say nothing
 * @param level nominal coverage in (0, 1), e.g. 0.95
 */
public record Interval(double estimate, double low, double high, double level) {
    /** Validates. */
    public Interval {
        if (!Double.isFinite(estimate) || !(low <= high)) {
            throw new IllegalArgumentException("an interval needs a finite estimate and low <= high but got " + estimate
                    + " [" + low + ", " + high + "]");
        }
        Samples.level(level);
    }

    /**
     * @param value any number
     * @return whether it lies within the interval, ends included
     */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
