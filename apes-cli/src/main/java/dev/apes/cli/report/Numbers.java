package dev.apes.cli.report;

import dev.apes.api.store.PatternRecord;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Numbers as all reports write them, for people. */
public final class Numbers {
    private Numbers() {}

    /** {@return a score or a share with four decimals} */
    public static String score(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** {@return a difference of scores with its sign; zero is positive} */
    public static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value + 0.0);
    }

    /**
     * @param low its lower end
     * @param high its upper end
     * @return an interval of differences
     */
    public static String interval(double low, double high) {
        return "[" + signed(low) + ", " + signed(high) + "]";
    }

    /** {@return a share as whole per cent} */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /**
     * @param n how many
     * @param one the word for one
     * @param many the word for any other number
     * @return the number and the word
     */
    public static String count(long n, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", n, n == 1 ? one : many);
    }

    /** {@return seconds with one decimal} */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", Json.seconds(duration));
    }

    /** {@return a parameter's value; reals with four significant digits} */
    public static String shown(Object value) {
        if (!(value instanceof Double real)) {
            return TextLayout.clean(String.valueOf(value));
        }
        if (real != 0 && Math.abs(real) < 0.0001) {
            return String.format(Locale.ROOT, "%.1e", real);
        }
        return BigDecimal.valueOf(real)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** {@return a condition of a pattern in words} */
    public static String condition(PatternRecord.Condition c) {
        if (c.feature().contains("=")) { // 1 where a feature has this level, 0 elsewhere
            return c.feature().replaceFirst("=", c.low() > 0 ? " is " : " is not ");
        }
        String low = Double.isInfinite(c.low()) ? "" : shown(c.low());
        String high = Double.isInfinite(c.high()) ? "" : shown(c.high());
        if (low.isEmpty()) {
            return c.feature() + " < " + high;
        }
        return high.isEmpty() ? c.feature() + " >= " + low : low + " <= " + c.feature() + " < " + high;
    }
}
