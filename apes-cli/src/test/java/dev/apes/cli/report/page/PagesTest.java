package dev.apes.cli.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final String HOSTILE =
            "<script>alert('x')</script> \"&amp;\" [a](javascript:b) | `c` *d* \u202eright\u0007\nline";

    private static final Page PAGE = new Page(
            HOSTILE,
            HOSTILE,
            List.of(
                    new Block.Figures(List.of(new Block.Figure(HOSTILE, HOSTILE, HOSTILE))),
                    new Block.Heading(HOSTILE),
                    new Block.Text(HOSTILE),
                    new Block.Items(List.of(HOSTILE)),
                    new Block.Grid(List.of(HOSTILE, "n"), List.of(List.of(HOSTILE, "1")), 1),
                    new Block.Pair(HOSTILE, HOSTILE, HOSTILE, List.of(HOSTILE)),
                    new Block.Histogram(HOSTILE, HOSTILE, new double[] {0, 0.5, 1}, new int[] {3, 0}),
                    new Block.Chart(
                            HOSTILE,
                            List.of(
                                    new Block.Line(HOSTILE, new int[] {1, 2, 3}, new double[] {0.5, 0.75, 0.625}),
                                    new Block.Line("flat", new int[] {1, 2, 3}, new double[] {0, 0, 0})))));

    @Test
    void nothingForeignBecomesMarkupInHtml() {
        String html = HtmlPage.of(PAGE);
        Matcher tags = Pattern.compile("<[^>]*>").matcher(html);
        while (tags.find()) {
            assertThat(tags.group())
                    .as("every tag is one of ours, and no text of others stands in it unescaped")
                    .matches(
                            "<!DOCTYPE html>|</?(html|head|meta|title|style|body|main|header|h1|h2|h3|h4|pre|rect|p|section|ul|li|dl|div|dt|dd"
                                    + "|table|thead|tbody|tr|th|td|figure|figcaption|svg|line|text|polyline|circle|span)( [^<>]*)?/?>")
                    .doesNotContain("script>", "onload", "onerror");
        }
        assertThat(html)
                .contains(
                        "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;",
                        "&quot;&amp;amp;&quot;",
                        "\\u202eright\\u0007 line")
                .contains("default-src 'none'")
                .doesNotContain("\u202e", "\u0007", "http:", "https:", "src=", "href=");
        for (String tag : List.of("section", "ul", "table", "figure", "svg", "dl", "main")) {
            assertThat(html.split("<" + tag + "[ >]", -1)).hasSameSizeAs(html.split("</" + tag + ">", -1));
        }
    }

    @Test
    void aChartShowsItsPointsAndSaysThemInWords() {
        String html = HtmlPage.of(PAGE);
        assertThat(html)
                .contains("iteration 2: 0.7500")
                .contains("0.5000 in iteration 1, 0.6250 in iteration 3, between 0.5000 and 0.7500")
                .contains("flat: 0.0000 in iteration 1");
        Matcher line =
                Pattern.compile("<polyline class=\"c0\" points=\"([^\"]*)\"").matcher(html);
        assertThat(line.find()).isTrue();
        List<double[]> points = Stream.of(line.group(1).split(" "))
                .map(p ->
                        Stream.of(p.split(",")).mapToDouble(Double::parseDouble).toArray())
                .toList();
        assertThat(points).hasSize(3);
        assertThat(points.get(0)[0]).isLessThan(points.get(1)[0]);
        // larger values are higher up
        assertThat(points.get(1)[1]).isLessThan(points.get(2)[1]);
        assertThat(points.get(2)[1]).isLessThan(points.get(0)[1]);
    }

    @Test
    void aChartOfOnePointAndOneOfManyStayInsideTheirFrame() {
        for (int n : new int[] {1, 5_000}) {
            int[] x = new int[n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = i + 1;
                y[i] = Math.sin(i);
            }
            String svg = SvgChart.of(new Block.Chart("many", List.of(new Block.Line("y", x, y))));
            Matcher line = Pattern.compile("points=\"([^\"]*)\"").matcher(svg);
            assertThat(line.find()).isTrue();
            String[] points = line.group(1).split(" ");
            assertThat(points.length).isBetween(1, 800);
            for (String point : points) {
                String[] place = point.split(",");
                assertThat(Double.parseDouble(place[0])).isBetween(0.0, 720.0);
                assertThat(Double.parseDouble(place[1])).isBetween(0.0, 240.0);
            }
        }
    }

    @Test
    void markdownKeepsForeignMarksAsTheyAre() {
        String text = MarkdownPage.of(PAGE);
        assertThat(text)
                .contains("\\<script\\>alert('x')", "\\[a\\](javascript:b)", "\\| \\`c\\` \\*d\\*")
                .doesNotContain("\u202e");
        String row = text.lines().filter(l -> l.endsWith("| 1 |")).findFirst().orElseThrow();
        assertThat(row.replace("\\|", "").chars().filter(c -> c == '|').count()).isEqualTo(3);
    }
}
