package dev.apes.generators.quality;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.Table;
import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Draws one column of both tables as paired bars: numbers in intervals of equal width, categories by their most frequent levels. */
final class ShapeChart {
    private static final int BARS = 16;
    private static final int WIDTH = 336;
    private static final int HEIGHT = 90;

    private ShapeChart() {}

    static void append(
            StringBuilder page,
            Table real,
            Table synthetic,
            int column,
            OptionalDouble score,
            QualityPage.NumberText text) {
        ColumnSchema schema = real.schema().get(column);
        double[] a = ColumnShapes.present(real.column(column));
        double[] b = ColumnShapes.present(synthetic.column(column));
        boolean numeric = TableCounts.numeric(real, column);
        double[] edges = numeric ? edges(a, b, schema.type() == ColumnType.INTEGER) : new double[0];
        boolean each = schema.type() == ColumnType.INTEGER && edges.length > 1 && edges.length <= BARS;
        int[] levels = numeric ? new int[0] : levels(a, schema);
        int bars = numeric ? edges.length - 1 : levels.length;
        double[] shareA = numeric ? shares(a, edges) : shares(a, levels);
        double[] shareB = numeric ? shares(b, edges) : shares(b, levels);
        double most = Math.max(
                1e-9,
                Math.max(
                        Arrays.stream(shareA).max().orElse(0),
                        Arrays.stream(shareB).max().orElse(0)));
        page.append("<figure><svg role=\"img\" width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\">");
        for (int i = 0; i < bars; i++) {
            String label = numeric
                    ? text.of(column, edges[i]) + (each ? "" : " to " + text.of(column, edges[i + 1]))
                    : schemaLevel(schema, levels[i]);
            bar(page, "r", i, 0, bars, shareA[i], most, label);
            bar(page, "s", i, 1, bars, shareB[i], most, label);
        }
        page.append("</svg><figcaption><b>")
                .append(QualityPage.escaped(schema.name()))
                .append("</b> ")
                .append(QualityPage.escaped(
                        numeric && bars > 0
                                ? text.of(column, edges[0]) + " to " + text.of(column, edges[each ? bars - 1 : bars])
                                : bars + " levels shown"))
                .append(", score ")
                .append(QualityPage.number(score))
                .append(", missing ")
                .append(percent(1 - (double) a.length / real.rows()))
                .append(" and ")
                .append(percent(1 - (double) b.length / synthetic.rows()))
                .append("</figcaption></figure>\n");
    }

    private static void bar(
            StringBuilder page, String kind, int i, int side, int bars, double share, double most, String label) {
        double slot = (double) WIDTH / bars;
        double height = (HEIGHT - 2) * share / most;
        page.append("<rect class=\"" + kind + "\" x=\"" + Math.round(10 * (i * slot + side * slot * 0.45)) / 10.0
                        + "\" y=\""
                        + Math.round(10 * (HEIGHT - height)) / 10.0 + "\" width=\""
                        + Math.round(10 * slot * 0.42) / 10.0
                        + "\" height=\"" + Math.round(10 * height) / 10.0 + "\"><title>")
                .append(QualityPage.escaped(label))
                .append(": ")
                .append(percent(share))
                .append("</title></rect>");
    }

    private static String schemaLevel(ColumnSchema schema, int level) {
        return schema.levels().isEmpty()
                ? level == 0 ? "false" : "true"
                : schema.levels().get(level);
    }

    private static String percent(double share) {
        return Math.round(1000 * share) / 10.0 + " %";
    }

    private static double[] edges(double[] a, double[] b, boolean whole) {
        double low = Math.min(
                Arrays.stream(a).min().orElse(Double.POSITIVE_INFINITY),
                Arrays.stream(b).min().orElse(Double.POSITIVE_INFINITY));
        double high = Math.max(
                Arrays.stream(a).max().orElse(Double.NEGATIVE_INFINITY),
                Arrays.stream(b).max().orElse(Double.NEGATIVE_INFINITY));
        if (!(low <= high)) {
            return new double[1];
        }
        if (whole && high - low < BARS - 1) {
            // every value has a bar
            double[] values = new double[(int) (high - low) + 2];
            Arrays.setAll(values, i -> low + i);
            return values;
        }
        double[] edges = new double[BARS + 1];
        // in two parts, because the difference of two huge numbers may overflow
        Arrays.setAll(edges, i -> low * (1 - (double) i / BARS) + high * i / BARS);
        return edges;
    }

    private static double[] shares(double[] cells, double[] edges) {
        double[] shares = new double[edges.length - 1];
        for (double v : cells) {
            int i = 0;
            while (i < shares.length - 1 && v >= edges[i + 1]) {
                i++;
            }
            shares[i] += 1.0 / cells.length;
        }
        return shares;
    }

    private static int[] levels(double[] real, ColumnSchema schema) {
        long[] counts = new long[(int) schema.max() + 1];
        for (double v : real) {
            counts[(int) v]++;
        }
        return IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer l) -> -counts[l]).thenComparing(Comparator.naturalOrder()))
                .limit(BARS)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] shares(double[] cells, int[] levels) {
        return Arrays.stream(levels)
                .mapToDouble(l -> Arrays.stream(cells).filter(v -> v == l).count() / Math.max(1.0, cells.length))
                .toArray();
    }
}
