package dev.apes.cli.report;

import java.util.ArrayList;
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
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                widths[c] = Math.max(widths[c], TextLayout.width(row[c]));
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int c = 0; c < row.length; c++) {
                line.append(c == 0 ? "" : "  ")
                        .append(
                                c == 0
                                        ? TextLayout.padRight(row[c], widths[c])
                                        : TextLayout.padLeft(row[c], widths[c]));
            }
            lines.add(line.toString().stripTrailing());
            if (lines.size() == 1) {
                int total = 2 * (widths.length - 1);
                for (int width : widths) {
                    total += width;
                }
                lines.add(indent + "-".repeat(total));
            }
        }
        return lines;
    }
}
