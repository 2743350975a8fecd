package dev.apes.cli.report.page;

import java.util.Locale;

/** Draws a {@link Block.Histogram} as inline SVG; what it shows is also said in words. */
final class SvgHistogram {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 180;
    private static final int LEFT = 56;
    private static final int RIGHT = 16;
    private static final int TOP = 12;
    private static final int BOTTOM = 32;

    private SvgHistogram() {}

    static String of(Block.Histogram histogram) {
        StringBuilder out = new StringBuilder("<figure>\n<figcaption>")
                .append(HtmlPage.escape(histogram.title()))
                .append("</figcaption>\n<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"")
                .append(HtmlPage.escape(histogram.title() + ": " + inWords(histogram)))
                .append("\">\n");
        int most = 1;
        for (int count : histogram.counts()) {
            most = Math.max(most, count);
        }
        int bins = histogram.counts().length;
        double width = (double) (WIDTH - LEFT - RIGHT) / bins;
        for (int i = 0; i <= 2; i++) {
            double y = HEIGHT - BOTTOM - (double) (HEIGHT - TOP - BOTTOM) * i / 2;
            out.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f</text>%n",
                    LEFT,
                    WIDTH - RIGHT,
                    y,
                    y,
                    LEFT - 6,
                    y + 4,
                    most * i / 2.0));
        }
        for (int i = 0; i < bins; i++) {
            double height = (double) (HEIGHT - TOP - BOTTOM) * histogram.counts()[i] / most;
            out.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"c0\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%.4g to %.4g: %d</title></rect>%n",
                    LEFT + i * width + 0.5,
                    HEIGHT - BOTTOM - height,
                    Math.max(1, width - 1),
                    height,
                    histogram.edges()[i],
                    histogram.edges()[i + 1],
                    histogram.counts()[i]));
        }
        for (int i : new int[] {0, bins / 2, bins}) {
            out.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.3f</text>%n",
                    LEFT + i * width,
                    HEIGHT - 10,
                    histogram.edges()[i]));
        }
        return out.append("</svg>\n<p class=\"key\">")
                .append(HtmlPage.escape(histogram.unit()))
                .append("</p>\n</figure>\n")
                .toString();
    }

    static String inWords(Block.Histogram histogram) {
        int fullest = 0;
        int all = 0;
        for (int i = 0; i < histogram.counts().length; i++) {
            fullest = histogram.counts()[i] > histogram.counts()[fullest] ? i : fullest;
            all += histogram.counts()[i];
        }
        return String.format(
                Locale.ROOT,
                "%d values between %.4f and %.4f, most (%d) from %.4f to %.4f",
                all,
                histogram.edges()[0],
                histogram.edges()[histogram.edges().length - 1],
                histogram.counts()[fullest],
                histogram.edges()[fullest],
                histogram.edges()[fullest + 1]);
    }
}
