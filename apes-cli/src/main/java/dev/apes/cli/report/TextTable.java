package dev.apes.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in plain text: the first column to the left, the others to the right. */
final class TextTable {
    private final List<String[]> rows = new ArrayList<>();

    TextTable row(String... cells) {
        rows.add(cells);
        return this;
    }

    /** {@return the lines, each behind the indent; the first row is the header, underlined} */
    List<String> lines(String indent) {
        return lines(indent, Integer.MAX_VALUE);
    }

    /**
     * The same in a terminal of so many columns. Half a number would be another number: columns that do not fit are left out whole, and
     * a last line names them.
     */
    List<String> lines(String indent, int width) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                widths[c] = Math.max(widths[c], TextLayout.width(row[c]));
            }
        }
        int columns = 1;
        int total = widths[0];
        while (columns < widths.length && indent.length() + total + 2L + widths[columns] <= width) {
            total += 2 + widths[columns];
            columns++;
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder(indent).append(TextLayout.padRight(row[0], widths[0]));
            for (int c = 1; c < columns; c++) {
                line.append("  ").append(TextLayout.padLeft(row[c], widths[c]));
            }
            lines.add(line.toString().stripTrailing());
            if (lines.size() == 1) {
                lines.add(indent + "-".repeat(Math.min(total, width - indent.length())));
            }
        }
        if (columns < widths.length) {
            String left = String.join(", ", Arrays.asList(rows.get(0)).subList(columns, widths.length));
            lines.addAll(StatusText.wrap(indent, indent, "(no room for " + left + ")", width));
        }
        return lines;
    }
}
