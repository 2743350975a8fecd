package dev.apes.cli.report.page;

import dev.apes.cli.report.TextLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes a {@link Page} as plain text for a terminal. A table that is too wide for it becomes a list; a chart becomes words. */
public final class PlainPage {
    private final List<String> lines = new ArrayList<>();
    private final int width;

    private PlainPage(int width) {
        this.width = width;
    }

    /**
     * @param page a document
     * @param width columns, at least 20
     * @return it, each line ended by LF
     */
    public static String of(Page page, int width) {
        PlainPage plain = new PlainPage(Math.max(20, width));
        plain.wrapped("", page.title());
        plain.wrapped("", page.subtitle());
        page.blocks().forEach(plain::block);
        return String.join("\n", plain.lines) + "\n";
    }

    private void block(Block block) {
        if (block instanceof Block.Heading heading) {
            lines.add("");
            wrapped("", heading.text());
        } else if (block instanceof Block.Text text) {
            wrapped("  ", text.text());
        } else if (block instanceof Block.Items items) {
            items.items().forEach(item -> wrapped("  - ", item));
        } else if (block instanceof Block.Figures figures) {
            figures.figures()
                    .forEach(f -> wrapped(
                            "  ", f.label() + ": " + f.value() + (f.note().isEmpty() ? "" : " (" + f.note() + ")")));
        } else if (block instanceof Block.Grid grid) {
            grid(grid);
        } else if (block instanceof Block.Chart chart) {
            chart.lines()
                    .forEach(line ->
                            wrapped("  ", chart.title() + ", " + line.name() + ": " + MarkdownPage.summary(line)));
        } else if (block instanceof Block.Histogram histogram) {
            wrapped("  ", histogram.title() + ": " + SvgHistogram.inWords(histogram));
        } else if (block instanceof Block.Pair pair) {
            wrapped("  ", pair.title());
            wrapped("    before  ", pair.before());
            wrapped("    after   ", pair.after());
            pair.notes().forEach(note -> wrapped("    - ", note));
        }
    }

    private void grid(Block.Grid grid) {
        int columns = grid.header().size();
        int[] widths = new int[columns];
        List<List<String>> all = new ArrayList<>(List.of(grid.header()));
        all.addAll(grid.rows());
        for (List<String> row : all) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], TextLayout.width(TextLayout.clean(row.get(i))));
            }
        }
        if (2 + Arrays.stream(widths).sum() + 2 * (columns - 1) > width) {
            list(grid);
            return;
        }
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < columns; i++) {
                String cell = TextLayout.clean(row.get(i)).replace('\n', ' ');
                line.append(i > 0 ? "  " : "")
                        .append(
                                i < grid.texts()
                                        ? TextLayout.padRight(cell, widths[i])
                                        : TextLayout.padLeft(cell, widths[i]));
            }
            lines.add(line.toString().stripTrailing());
        }
    }

    private void list(Block.Grid grid) {
        for (List<String> row : grid.rows()) {
            wrapped("  ", row.get(0));
            for (int i = 1; i < row.size(); i++) {
                if (!row.get(i).isBlank()) {
                    wrapped("      ", grid.header().get(i) + ": " + row.get(i));
                }
            }
        }
    }

    private void wrapped(String first, String text) {
        String rest = " ".repeat(first.length());
        List<String> parts = TextLayout.wrap(TextLayout.clean(text), Math.max(8, width - first.length()));
        for (int i = 0; i < parts.size(); i++) {
            lines.add(((i == 0 ? first : rest) + parts.get(i)).stripTrailing());
        }
    }
}
