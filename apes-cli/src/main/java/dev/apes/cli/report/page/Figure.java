package dev.apes.cli.report.page;

import dev.apes.api.store.PatternRecord;
import java.time.Duration;
import java.util.Locale;

/** Numbers as reports write them. */
final class Figure {
    private Figure() {}

    static String score(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    static String signed(double value) {
        // -0.0 would be shown as such
        return String.format(Locale.ROOT, "%+.4f", value + 0.0);
    }

    static String interval(double low, double high) {
        return "[" + signed(low) + ", " + signed(high) + "]";
    }

    static String value(Object value) {
        return value instanceof Double d ? String.format(Locale.ROOT, "%.4g", d) : String.valueOf(value);
    }

    static String duration(Duration time) {
        double seconds = Math.max(0, time.toMillis() / 1000.0);
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return seconds < 7_200
                ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    }

    static String condition(PatternRecord.Condition c) {
        String low = Double.isInfinite(c.low()) ? "" : value(c.low()) + " ≤ ";
        String high = Double.isInfinite(c.high()) ? "" : " < " + value(c.high());
        return low + c.feature() + high;
    }
}
