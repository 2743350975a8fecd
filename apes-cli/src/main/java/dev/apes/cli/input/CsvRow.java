package dev.apes.cli.input;

import java.util.ArrayList;
import java.util.List;

/**
 * One CSV record (RFC 4180), fed line by line, since a quoted cell may span lines. Written by hand so that a broken record
 * costs one line, not the rest of the file, and memory stays bounded.
 */
final class CsvRow {
    private final char delimiter;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private boolean quoted;
    private boolean closed;
    private int length;
    private String problem;

    CsvRow(char delimiter) {
        this.delimiter = delimiter;
    }

    /**
     * @param line the next line
     * @return whether the record is complete; false while a quoted cell is open
     */
    boolean feed(String line) {
        if (quoted) {
            cell.append('\n');
        }
        length += line.length() + 1;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                    closed = true;
                }
            } else if (c == delimiter) {
                endCell();
            } else if (c == '"' && cell.length() == 0 && !closed) {
                quoted = true;
            } else if (closed && !Character.isWhitespace(c)) {
                problem = "has '" + c + "' behind the closing quote of cell " + (cells.size() + 1)
                        + "; write a quote inside a quoted cell twice";
                return true;
            } else if (!closed) {
                cell.append(c);
            }
        }
        if (!quoted) {
            endCell();
        }
        return !quoted;
    }

    private void endCell() {
        cells.add(cell.toString());
        cell.setLength(0);
        closed = false;
    }

    /** {@return characters fed so far} */
    int length() {
        return length;
    }

    /** {@return what is wrong with it, or null} */
    String problem() {
        return problem;
    }

    /** {@return its cells, once complete} */
    List<String> cells() {
        return cells;
    }
}
