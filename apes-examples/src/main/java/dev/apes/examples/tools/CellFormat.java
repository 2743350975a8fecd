package dev.apes.examples.tools;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * One way to write cells of one kind, both ways: text to number and back. Immutable.
 *
 * @param kind the kind
 * @param pattern of dates and times; {@code false|true} of booleans; {@code .} or {@code ,} of decimal numbers; else empty
 */
record CellFormat(CellKind kind, String pattern) {
    // no leading zeros and no more than 15 digits: those are codes and numbers of accounts, not to be computed with
    private static final Pattern WHOLE = Pattern.compile("[+-]?(0|[1-9]\\d{0,14})");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?((0|[1-9]\\d{0,14})(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?(0|[1-9]\\d{0,14})(,\\d+)?");

    /** All that are tried, the first that takes every cell of a column is the column's. */
    static final List<CellFormat> ALL = List.of(
            new CellFormat(CellKind.BOOLEAN, "false|true"),
            new CellFormat(CellKind.BOOLEAN, "False|True"),
            new CellFormat(CellKind.BOOLEAN, "FALSE|TRUE"),
            new CellFormat(CellKind.BOOLEAN, "no|yes"),
            new CellFormat(CellKind.BOOLEAN, "No|Yes"),
            new CellFormat(CellKind.BOOLEAN, "N|Y"),
            new CellFormat(CellKind.BOOLEAN, "0|1"),
            new CellFormat(CellKind.INTEGER, ""),
            new CellFormat(CellKind.NUMBER, "."),
            new CellFormat(CellKind.NUMBER, ","),
            new CellFormat(CellKind.DATE, "uuuu-MM-dd"),
            new CellFormat(CellKind.DATE, "uuuu/MM/dd"),
            new CellFormat(CellKind.DATE, "dd.MM.uuuu"),
            new CellFormat(CellKind.DATE, "MM/dd/uuuu"),
            new CellFormat(CellKind.DATE, "dd/MM/uuuu"),
            new CellFormat(CellKind.DATETIME, "uuuu-MM-dd HH:mm:ss"),
            new CellFormat(CellKind.DATETIME, "uuuu-MM-dd HH:mm"),
            new CellFormat(CellKind.DATETIME, "uuuu-MM-dd'T'HH:mm:ss"),
            new CellFormat(CellKind.DATETIME, "uuuu-MM-dd'T'HH:mm:ss'Z'"),
            new CellFormat(CellKind.DATETIME, "uuuu-MM-dd'T'HH:mm"));

    private DateTimeFormatter formatter() {
        return Formatters.of(pattern);
    }

    /** A formatter is costly to make and asked for by every cell. */
    private static final class Formatters {
        private static final java.util.Map<String, DateTimeFormatter> MADE =
                new java.util.concurrent.ConcurrentHashMap<>();

        static DateTimeFormatter of(String pattern) {
            return MADE.computeIfAbsent(
                    pattern, p -> DateTimeFormatter.ofPattern(p, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT));
        }
    }

    /**
     * @param text a cell that is not missing
     * @return the number it stands for: 0 or 1, the number, days or seconds since 1970; empty if it is not of this format
     */
    OptionalDouble read(String text) {
        return switch (kind) {
            case BOOLEAN -> {
                String[] words = pattern.split("\\|");
                yield text.equals(words[1])
                        ? OptionalDouble.of(1)
                        : text.equals(words[0]) ? OptionalDouble.of(0) : OptionalDouble.empty();
            }
            case INTEGER ->
                WHOLE.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
            case NUMBER -> {
                boolean comma = pattern.equals(",");
                if (!(comma ? DECIMAL_COMMA : DECIMAL).matcher(text).matches()) {
                    yield OptionalDouble.empty();
                }
                double value = Double.parseDouble(text.replace(',', '.'));
                yield Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
            }
            case DATE, DATETIME -> time(text);
            case CATEGORY -> OptionalDouble.empty();
        };
    }

    private OptionalDouble time(String text) {
        // most cells that are no date differ in length: no exception needed to know
        if (text.length() != pattern.replace("'", "").length()) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(
                    kind == CellKind.DATE
                            ? LocalDate.parse(text, formatter()).toEpochDay()
                            : LocalDateTime.parse(text, formatter()).toEpochSecond(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return OptionalDouble.empty();
        }
    }

    /**
     * @param value a number as {@link #read} gives it
     * @param decimals of decimal numbers, -1 for as many as it takes
     * @return the text
     */
    String write(double value, int decimals) {
        return switch (kind) {
            case BOOLEAN -> pattern.split("\\|")[value > 0 ? 1 : 0];
            case INTEGER -> String.valueOf((long) value);
            case NUMBER -> decimal(value, decimals);
            case DATE -> LocalDate.ofEpochDay((long) value).format(formatter());
            case DATETIME ->
                LocalDateTime.ofEpochSecond((long) value, 0, ZoneOffset.UTC).format(formatter());
            case CATEGORY -> throw new IllegalStateException("a category is written by its level");
        };
    }

    private String decimal(double value, int decimals) {
        String text = decimals < 0
                ? String.valueOf(value)
                : new BigDecimal(value)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString();
        return pattern.equals(",") ? text.replace('.', ',') : text;
    }

    /** {@return how many digits follow the decimal point of a text; -1 if it is written with an exponent} */
    static int decimals(String text) {
        if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            return -1;
        }
        int point = Math.max(text.indexOf('.'), text.indexOf(','));
        return point < 0 ? 0 : text.length() - point - 1;
    }
}
