package dev.apes.cli.report.page;

import dev.apes.cli.report.TextLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a {@link Page} as one HTML file that needs no other: style and charts inside, no script, light and dark, fit for phones and
 * paper. Every text is escaped.
 */
public final class HtmlPage {
    private static final String STYLE = resource("report.css");

    private HtmlPage() {}

    /**
     * @param page a document
     * @return it
     */
    public static String of(Page page) {
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                // nothing is loaded and nothing runs, whatever a prompt may contain
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .append("<title>")
                .append(escape(page.title()))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<header>\n<h1>")
                .append(escape(page.title()))
                .append("</h1>\n<p>")
                .append(escape(page.subtitle()))
                .append("</p>\n</header>\n");
        boolean open = false;
        for (Block block : page.blocks()) {
            if (block instanceof Block.Heading heading) {
                out.append(open ? "</section>\n" : "")
                        .append("<section>\n<h2>")
                        .append(escape(heading.text()))
                        .append("</h2>\n");
                open = true;
            } else {
                out.append(block(block));
            }
        }
        return out.append(open ? "</section>\n" : "")
                .append("</main>\n</body>\n</html>\n")
                .toString();
    }

    private static String block(Block block) {
        if (block instanceof Block.Text text) {
            return "<p>" + escape(text.text()) + "</p>\n";
        } else if (block instanceof Block.Items items) {
            StringBuilder out = new StringBuilder("<ul>\n");
            items.items().forEach(i -> out.append("<li>").append(escape(i)).append("</li>\n"));
            return out.append("</ul>\n").toString();
        } else if (block instanceof Block.Figures figures) {
            return figures(figures);
        } else if (block instanceof Block.Grid grid) {
            return grid(grid);
        } else if (block instanceof Block.Chart chart) {
            return SvgChart.of(chart);
        } else if (block instanceof Block.Histogram histogram) {
            return SvgHistogram.of(histogram);
        } else if (block instanceof Block.Pair pair) {
            return pair(pair);
        }
        throw new IllegalArgumentException("a heading begins a section and is no part of one");
    }

    private static String pair(Block.Pair pair) {
        StringBuilder out = new StringBuilder("<div class=\"pair\">\n<h3>")
                .append(escape(pair.title()))
                .append("</h3>\n<div><h4>before</h4>")
                .append(lines(pair.before()))
                .append("</div>\n<div><h4>after</h4>")
                .append(lines(pair.after()))
                .append("</div>\n");
        if (!pair.notes().isEmpty()) {
            out.append(block(new Block.Items(pair.notes())));
        }
        return out.append("</div>\n").toString();
    }

    /** A text in its own lines; its direction is its own, too. */
    private static String lines(String text) {
        return "<pre dir=\"auto\">"
                + TextLayout.clean(text).lines().map(HtmlPage::escape).collect(Collectors.joining("\n")) + "</pre>";
    }

    private static String figures(Block.Figures figures) {
        StringBuilder out = new StringBuilder("<dl class=\"figures\">\n");
        for (Block.Figure f : figures.figures()) {
            out.append("<div><dt>")
                    .append(escape(f.label()))
                    .append("</dt><dd class=\"value\">")
                    .append(escape(f.value()))
                    .append("</dd>");
            if (!f.note().isEmpty()) {
                out.append("<dd>").append(escape(f.note())).append("</dd>");
            }
            out.append("</div>\n");
        }
        return out.append("</dl>\n").toString();
    }

    private static String grid(Block.Grid grid) {
        // wide tables scroll by themselves; the page never does sideways
        StringBuilder out = new StringBuilder("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>");
        for (int i = 0; i < grid.header().size(); i++) {
            out.append("<th scope=\"col\"")
                    .append(i < grid.texts() ? ">" : " class=\"n\">")
                    .append(escape(grid.header().get(i)))
                    .append("</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : grid.rows()) {
            out.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                out.append(i < grid.texts() ? "<td>" : "<td class=\"n\">")
                        .append(escape(row.get(i)))
                        .append("</td>");
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody>\n</table></div>\n").toString();
    }

    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : TextLayout.clean(text).replace('\n', ' ').toCharArray()) {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("read the resource " + name, e);
        }
    }
}
