package dev.apes.cli.report.page;

import java.util.Locale;

/** Draws a {@link Block.Chart} as inline SVG with a key; what it shows is also said in words for those who cannot see it. */
final class SvgChart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 240;
    private static final int LEFT = 56;
    private static final int RIGHT = 16;
    private static final int TOP = 16;
    private static final int BOTTOM = 32;
    /** More points than this lie on the same pixel column. */
    private static final int POINTS = 640;

    private static final int TICKS = 6;

    private final Block.Chart chart;
    private final double low;
    private final double high;
    private final int first;
    private final int last;

    private SvgChart(Block.Chart chart) {
        this.chart = chart;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        int from = Integer.MAX_VALUE;
        int to = Integer.MIN_VALUE;
        for (Block.Line line : chart.lines()) {
            for (double y : line.y()) {
                least = Math.min(least, y);
                most = Math.max(most, y);
            }
            from = Math.min(from, line.x()[0]);
            to = Math.max(to, line.x()[line.x().length - 1]);
        }
        double margin = Math.max(0.002, 0.08 * (most - least));
        // what can't be negative has no axis below 0
        low = least >= 0 ? Math.max(0, least - margin) : least - margin;
        high = most + margin;
        first = from;
        last = to;
    }

    static String of(Block.Chart chart) {
        return new SvgChart(chart).draw();
    }

    private String draw() {
        StringBuilder out = new StringBuilder("<figure>\n<figcaption>")
                .append(HtmlPage.escape(chart.title()))
                .append("</figcaption>\n<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"")
                .append(HtmlPage.escape(inWords()))
                .append("\">\n");
        for (int i = 0; i <= 4; i++) {
            double value = low + i * (high - low) / 4;
            out.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.3f</text>%n",
                    LEFT,
                    WIDTH - RIGHT,
                    y(value),
                    y(value),
                    LEFT - 6,
                    y(value) + 4,
                    value));
        }
        int every = Math.max(1, (last - first + TICKS - 1) / TICKS);
        for (int x = first; x <= last; x += every) {
            out.append(String.format(
                    Locale.ROOT, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>%n", x(x), HEIGHT - 10, x));
        }
        for (int i = 0; i < chart.lines().size(); i++) {
            line(out, chart.lines().get(i), i);
        }
        out.append("</svg>\n<p class=\"key\">");
        for (int i = 0; i < chart.lines().size(); i++) {
            out.append("<span class=\"c" + i % 4 + "\">")
                    .append(HtmlPage.escape(chart.lines().get(i).name()))
                    .append("</span> ");
        }
        return out.append("</p>\n</figure>\n").toString();
    }

    private void line(StringBuilder out, Block.Line line, int number) {
        int n = line.x().length;
        int step = Math.max(1, n / POINTS);
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < n; i += step) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(line.x()[i]), y(line.y()[i])));
        }
        if ((n - 1) % step != 0) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(line.x()[n - 1]), y(line.y()[n - 1])));
        }
        out.append("<polyline class=\"c" + number % 4 + "\" points=\"")
                .append(points.toString().strip())
                .append("\"/>\n");
        for (int i = 0; n <= 60 && i < n; i++) {
            out.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"c%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>iteration %d: %.4f</title></circle>%n",
                    number % 4,
                    x(line.x()[i]),
                    y(line.y()[i]),
                    line.x()[i],
                    line.y()[i]));
        }
    }

    private String inWords() {
        StringBuilder words = new StringBuilder(chart.title()).append('.');
        chart.lines()
                .forEach(l -> words.append(' ')
                        .append(l.name())
                        .append(": ")
                        .append(MarkdownPage.summary(l))
                        .append('.'));
        return words.toString();
    }

    private double x(int iteration) {
        int width = WIDTH - LEFT - RIGHT;
        return last == first ? LEFT + width / 2.0 : LEFT + (double) width * (iteration - first) / (last - first);
    }

    private double y(double value) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low);
    }
}
