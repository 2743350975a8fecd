package dev.apes.engine.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Writes numbers with a fixed count of decimals and a point, whatever the locale, in a tenth of the time of {@link String#format}:
 * rules give their reasons thousands of times an iteration. Thread-safe.
 */
public final class Decimals {
    private static final long[] SCALES = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
    /** Below this, a scaled value is a whole number of which a double loses nothing. */
    private static final double EXACT = 1L << 52;

    private Decimals() {}

    /**
     * @param value any number; NaN and infinities are written as Java does
     * @param digits decimals behind the point, 0 to 6
     * @return the value rounded half up, away from zero; {@code -0.00} where it rounds to nothing from below
     */
    public static String fixed(double value, int digits) {
        double scaled = Math.abs(value) * SCALES[digits];
        if (!(scaled < EXACT)) {
            return Double.isFinite(value)
                    ? BigDecimal.valueOf(value)
                            .setScale(digits, RoundingMode.HALF_UP)
                            .toPlainString()
                    : Double.toString(value);
        }
        StringBuilder text = new StringBuilder(16);
        if (value < 0) {
            text.append('-');
        }
        return append(text, Math.round(scaled), digits).toString();
    }

    /**
     * @param value any number
     * @param digits decimals behind the point, 0 to 6
     * @return as {@link #fixed}, with a plus before what is not negative
     */
    public static String signed(double value, int digits) {
        return value >= 0 ? '+' + fixed(value, digits) : fixed(value, digits);
    }

    private static StringBuilder append(StringBuilder text, long scaled, int digits) {
        text.append(scaled / SCALES[digits]);
        if (digits > 0) {
            text.append('.');
            long rest = scaled % SCALES[digits];
            for (int d = digits - 1; d >= 0; d--) {
                text.append((char) ('0' + rest / SCALES[d] % 10));
            }
        }
        return text;
    }
}
