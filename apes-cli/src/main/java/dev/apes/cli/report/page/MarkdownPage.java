package dev.apes.cli.report.page;

import dev.apes.cli.report.TextLayout;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a {@link Page} as Markdown with tables (GitHub's dialect). A chart becomes its first, lowest, highest and last value. */
public final class MarkdownPage {
    private MarkdownPage() {}

    /**
     * @param page a document
     * @return it, each line ended by LF
     */
    public static String of(Page page) {
        StringBuilder out = new StringBuilder("# " + escape(page.title()) + "\n\n" + escape(page.subtitle()) + "\n");
        for (Block block : page.blocks()) {
            out.append('\n').append(block(block)).append('\n');
        }
        return out.toString();
    }

    private static String block(Block block) {
        if (block instanceof Block.Heading heading) {
            return "## " + escape(heading.text());
        } else if (block instanceof Block.Text text) {
            return escape(text.text());
        } else if (block instanceof Block.Items items) {
            return items.items().stream().map(i -> "- " + escape(i)).collect(Collectors.joining("\n"));
        } else if (block instanceof Block.Figures figures) {
            return figures.figures().stream()
                    .map(f -> "- **" + escape(f.label()) + "**: " + escape(f.value())
                            + (f.note().isEmpty() ? "" : " (" + escape(f.note()) + ")"))
                    .collect(Collectors.joining("\n"));
        } else if (block instanceof Block.Grid grid) {
            return grid(grid);
        } else if (block instanceof Block.Pair pair) {
            return "**" + escape(pair.title()) + "**\n\nbefore:\n\n" + quoted(pair.before()) + "\n\nafter:\n\n"
                    + quoted(pair.after())
                    + (pair.notes().isEmpty() ? "" : "\n\n" + block(new Block.Items(pair.notes())));
        } else if (block instanceof Block.Histogram histogram) {
            return "- " + escape(histogram.title()) + ": " + escape(SvgHistogram.inWords(histogram));
        }
        return chart((Block.Chart) block);
    }

    private static String grid(Block.Grid grid) {
        StringBuilder out = new StringBuilder(row(grid.header())).append("\n|");
        for (int i = 0; i < grid.header().size(); i++) {
            out.append(i < grid.texts() ? " --- |" : " ---: |");
        }
        grid.rows().forEach(r -> out.append('\n').append(row(r)));
        return out.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(MarkdownPage::escape).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String quoted(String text) {
        return TextLayout.clean(text)
                .lines()
                .map(line -> line.isBlank() ? ">" : "> " + escape(line) + "  ")
                .collect(Collectors.joining("\n"));
    }

    private static String chart(Block.Chart chart) {
        return chart.lines().stream()
                .map(line -> "- " + escape(chart.title() + ", " + line.name()) + ": " + summary(line))
                .collect(Collectors.joining("\n"));
    }

    static String summary(Block.Line line) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double y : line.y()) {
            low = Math.min(low, y);
            high = Math.max(high, y);
        }
        return String.format(
                java.util.Locale.ROOT,
                "%.4f in iteration %d, %.4f in iteration %d, between %.4f and %.4f",
                line.y()[0],
                line.x()[0],
                line.y()[line.y().length - 1],
                line.x()[line.x().length - 1],
                low,
                high);
    }

    /** What would be markup is shown as it is; a line end inside a text becomes a space. */
    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : TextLayout.clean(text).replace('\n', ' ').toCharArray()) {
            if ("\\`*_{}[]<>#|!~".indexOf(c) >= 0) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }
}
