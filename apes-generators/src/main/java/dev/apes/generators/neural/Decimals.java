package dev.apes.generators.neural;

/** To how many decimals a column is given, so that what is drawn for it looks the same. */
public final class Decimals {
    /** What is drawn is not rounded. */
    public static final int ANY = -1;

    private static final int MOST = 6;
    private static final double LARGEST = 1e9;

    private Decimals() {}

    /**
     * @param values finite
     * @return the fewest decimals with which every value can be written, {@link #ANY} if that takes more than six
     */
    public static int of(double[] values) {
        int needed = 0;
        for (double v : values) {
            if (Math.abs(v) > LARGEST) {
                return ANY;
            }
            while (needed <= MOST && round(v, needed) != v) {
                needed++;
            }
            if (needed > MOST) {
                return ANY;
            }
        }
        return values.length == 0 ? ANY : needed;
    }

    /**
     * @param value a number
     * @param decimals what {@link #of} gave
     * @return the nearest number of so many decimals
     */
    public static double round(double value, int decimals) {
        if (decimals <= 0) {
            return decimals == 0 ? Math.rint(value) : value;
        }
        double power = 1;
        for (int i = 0; i < decimals; i++) {
            power *= 10;
        }
        return Math.rint(value * power) / power;
    }
}
