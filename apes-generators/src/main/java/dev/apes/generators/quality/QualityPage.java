package dev.apes.generators.quality;

import dev.apes.api.generation.Table;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A report as one HTML page that needs nothing else: scores, the shape of every column with real and generated rows side by side,
 * and heat maps of the dependence of columns in the real table, in the generated one, and of how alike they are. Whatever comes from the
 * tables is escaped. The page holds no script.
 */
public final class QualityPage {
    private static final int MOST_COLUMNS = 40;
    private static final String STYLE = """
            body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1c2430;background:#fff}
            table{border-collapse:collapse}td,th{padding:.25rem .7rem;border-bottom:1px solid #d8dee6;text-align:left;vertical-align:top}
            td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
            .grid{display:flex;flex-wrap:wrap;gap:1.2rem}figure{margin:0}figcaption{font-size:.85rem;max-width:21rem;overflow-wrap:anywhere}
            text{font-size:10px;fill:#1c2430}.r{fill:#5b6b7f}.s{fill:#e08214}.key span{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 1em}
            """;

    private static final int LABELS = 110;
    private static final int LONGEST_LABEL = 16;

    private QualityPage() {}

    /** Writes numbers the way their table does, where a column of whole numbers may be one of dates. */
    @FunctionalInterface
    public interface NumberText {
        /**
         * @param column from 0
         * @param value a value within the column's range, not NaN
         * @return its text, not escaped
         */
        String of(int column, double value);
    }

    /**
     * @param title what the page is about, as text
     * @param real what was learnt from
     * @param synthetic generated rows of the same schema
     * @param report of the two
     * @return the page
     */
    public static String html(String title, Table real, Table synthetic, QualityReport report) {
        return html(title, real, synthetic, report, (column, value) -> String.valueOf(value));
    }

    /**
     * The same, with numbers written in another way.
     *
     * @param title what the page is about, as text
     * @param real what was learnt from
     * @param synthetic generated rows of the same schema
     * @param report of the two
     * @param numbers writes numbers
     * @return the page
     */
    public static String html(String title, Table real, Table synthetic, QualityReport report, NumberText numbers) {
        StringBuilder page = new StringBuilder(100_000);
        page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
                .append(escaped(title))
                .append("</title><style>\n")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n<p>")
                .append(real.rows())
                .append(" real rows beside ")
                .append(synthetic.rows())
                .append(" generated ones, ")
                .append(real.schema().size())
                .append(" columns. Nearness to real rows is copy detection; it proves no privacy.</p>\n");
        scores(page, report);
        int shown = Math.min(MOST_COLUMNS, real.schema().size());
        String only = shown < real.schema().size() ? " (the first " + shown + " columns)" : "";
        page.append("<h2>Shapes")
                .append(only)
                .append("</h2>\n<p class=\"key\"><span style=\"background:#5b6b7f\"></span>real"
                        + "<span style=\"background:#e08214\"></span>generated; shares of values that are not missing</p>\n"
                        + "<div class=\"grid\">\n");
        for (int c = 0; c < shown; c++) {
            ShapeChart.append(page, real, synthetic, c, report.shapes().get(c), numbers);
        }
        page.append("</div>\n<h2>Pairs")
                .append(only)
                .append(
                        "</h2>\n<p>Correlation of two numbers (blue: negative, orange: positive), Cramér's V where a category takes"
                                + " part; point at a cell for its figure. Grey: undefined.</p>\n<div class=\"grid\">\n");
        List<String> names = real.schema().stream().map(c -> c.name()).toList();
        heatMap(page, "real", names, shown, (a, b) -> PairTrends.association(real, real, a, b), false);
        heatMap(page, "generated", names, shown, (a, b) -> PairTrends.association(real, synthetic, a, b), false);
        heatMap(
                page,
                "how alike (pair_trends, dark is 1)",
                names,
                shown,
                (a, b) -> report.pairs().get(a).get(b),
                true);
        return page.append("</div>\n</body></html>\n").toString();
    }

    private static void scores(StringBuilder page, QualityReport report) {
        page.append("<h2>Scores</h2>\n<table><tr><th>figure</th><th>value</th><th>rows of the same law</th>"
                + "<th>meaning</th></tr>\n");
        for (QualityReport.Dimension d : report.dimensions()) {
            page.append("<tr><td>")
                    .append(escaped(d.name()))
                    .append("</td><td class=\"n\">")
                    .append(number(d.value()))
                    .append("</td><td>")
                    .append(escaped(d.perfect()))
                    .append("</td><td>")
                    .append(escaped(d.meaning()))
                    .append("</td></tr>\n");
        }
        page.append("</table>\n");
    }

    @FunctionalInterface
    private interface Pairs {
        OptionalDouble of(int a, int b);
    }

    private static void heatMap(
            StringBuilder page, String caption, List<String> names, int shown, Pairs pairs, boolean shares) {
        int cell = Math.max(6, Math.min(24, 360 / Math.max(1, shown)));
        int size = cell * shown;
        page.append("<figure><svg role=\"img\" width=\"" + (LABELS + size) + "\" height=\"" + (size + 12) + "\">");
        for (int a = 0; a < shown; a++) {
            // rows by name, columns by the number that stands before the name
            page.append("<text text-anchor=\"end\" x=\"" + (LABELS - 4) + "\" y=\"" + (12 + a * cell + cell / 2 + 3)
                            + "\">")
                    .append(escaped(shortened(names.get(a))))
                    .append(" " + (a + 1) + "</text>");
            if (cell >= 12) {
                page.append("<text text-anchor=\"middle\" x=\"" + (LABELS + a * cell + cell / 2) + "\" y=\"9\">"
                        + (a + 1) + "</text>");
            }
            for (int b = 0; b < shown; b++) {
                OptionalDouble value = a == b ? OptionalDouble.empty() : pairs.of(Math.min(a, b), Math.max(a, b));
                page.append("<rect x=\"" + (LABELS + b * cell) + "\" y=\"" + (12 + a * cell) + "\" width=\"" + cell
                                + "\" height=\"" + cell + "\" fill=\"" + colour(value, shares, a == b) + "\"><title>")
                        .append(escaped(names.get(a)))
                        .append(" × ")
                        .append(escaped(names.get(b)))
                        .append(": ")
                        .append(number(value))
                        .append("</title></rect>");
            }
        }
        page.append("</svg><figcaption>").append(escaped(caption)).append("</figcaption></figure>\n");
    }

    private static String shortened(String name) {
        int points = name.codePointCount(0, name.length());
        return points <= LONGEST_LABEL ? name : name.substring(0, name.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    }

    private static String colour(OptionalDouble value, boolean share, boolean diagonal) {
        if (value.isEmpty()) {
            return diagonal ? "#fff" : "#c9ced6";
        }
        double v = value.getAsDouble();
        // white at 0; shares below a half are all white, so that differences near 1 show
        double depth = share ? Math.max(0, 2 * v - 1) : Math.min(1, Math.abs(v));
        int[] full = share ? new int[] {27, 94, 60} : v < 0 ? new int[] {33, 102, 172} : new int[] {201, 92, 10};
        int[] mixed = IntStream.range(0, 3)
                .map(i -> (int) Math.round(255 + depth * (full[i] - 255)))
                .toArray();
        return String.format(Locale.ROOT, "#%02x%02x%02x", mixed[0], mixed[1], mixed[2]);
    }

    static String number(OptionalDouble value) {
        return value.isEmpty() ? "undefined" : String.format(Locale.ROOT, "%.4f", value.getAsDouble());
    }

    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    // control characters and lone surrogates are not allowed in a page
                    boolean allowed = (c >= 0x20 || c == '\t' || c == '\n') && (c < 0xD800 || c > 0xDFFF);
                    out.appendCodePoint(allowed ? c : 0xFFFD);
                }
            }
        });
        return out.toString();
    }
}
