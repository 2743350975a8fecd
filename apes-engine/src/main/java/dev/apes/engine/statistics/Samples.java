package dev.apes.engine.statistics;

/** Checks shared by the functions of this package. */
final class Samples {
    private Samples() {}

    /** Refuses null, too few values, NaN and infinities. */
    static double[] checked(double[] values, int atLeast, String name) {
        if (values.length < atLeast) {
            throw new IllegalArgumentException(
                    name + " needs at least " + atLeast + " value(s) but has " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + "[" + i + "] must be a finite number but is " + values[i]);
            }
        }
        return values;
    }

    /** Refuses arrays of different lengths. */
    static void sameLength(int first, int second, String names) {
        if (first != second) {
            throw new IllegalArgumentException(
                    names + " must have the same length but have " + first + " and " + second);
        }
    }

    /** Refuses anything outside the open unit interval. */
    static double level(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("confidence level must be between 0 and 1 but is " + level);
        }
        return level;
    }
}
