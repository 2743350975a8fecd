package dev.apes.cli.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.error.InvalidInputException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * CSV with a header; commas, or semicolons or tabs where the header has them. A record that can't be
 * used spoils its first line only: the lines behind it are read again on their own.
 */
final class CsvParser {
    private final BoundedLines lines;
    private final PromptSink sink;
    private final ReadLimits limits;
    private final Deque<BoundedLines.Line> pushedBack = new ArrayDeque<>();
    private CsvHeader header;

    private CsvParser(BoundedLines lines, PromptSink sink, ReadLimits limits) {
        this.lines = lines;
        this.sink = sink;
        this.limits = limits;
    }

    static void parse(String source, BoundedLines lines, PromptSink sink, ReadLimits limits) throws IOException {
        BoundedLines.Line first = lines.next();
        while (first != null && first.problem() == null && first.text().isBlank()) {
            first = lines.next();
        }
        CsvParser parser = new CsvParser(lines, sink, limits);
        parser.header = first == null || first.problem() != null
                ? null
                : CsvHeader.parse(first.text()).orElse(null);
        if (parser.header == null) {
            throw new InvalidInputException(
                    source,
                    "its first line must be a header with a column 'prompt' or 'text' and distinct names, but is "
                            + (first == null ? "missing" : shortened(first)));
        }
        parser.records();
    }

    private static String shortened(BoundedLines.Line line) {
        String text = line.problem() == null ? "'" + line.text() + "'" : "unreadable: it " + line.problem();
        return text.length() > 120 ? text.substring(0, 119) + "…" : text;
    }

    private void records() throws IOException {
        for (BoundedLines.Line line = next(); line != null; line = next()) {
            if (line.problem() != null) {
                sink.bad(line.number(), line.problem());
            } else if (!line.text().isBlank()) {
                record(line);
            }
        }
    }

    private BoundedLines.Line next() throws IOException {
        return pushedBack.isEmpty() ? lines.next() : pushedBack.removeFirst();
    }

    private void record(BoundedLines.Line first) throws IOException {
        CsvRow row = new CsvRow(header.delimiter());
        Deque<BoundedLines.Line> further = new ArrayDeque<>();
        boolean complete = row.feed(first.text());
        while (!complete && row.length() <= limits.lineBytes()) {
            BoundedLines.Line line = next();
            if (line == null) {
                break;
            }
            further.addLast(line);
            if (line.problem() != null) {
                break;
            }
            complete = row.feed(line.text());
        }
        String problem = complete ? row.problem() : "opens a quoted cell that is never closed";
        if (problem == null && row.cells().size() != header.columns().size()) {
            problem = "has " + row.cells().size() + " cells but the header has "
                    + header.columns().size();
        }
        if (problem == null) {
            take(first.number(), row.cells());
            return;
        }
        if (complete && !further.isEmpty()) {
            problem += " (it opens a quoted cell that reaches into line "
                    + further.getLast().number() + ")";
        }
        sink.bad(first.number(), problem);
        while (!further.isEmpty()) {
            pushedBack.addFirst(further.removeLast());
        }
    }

    private void take(int line, List<String> cells) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        for (int c = 0; c < cells.size(); c++) {
            String column = header.columns().get(c);
            String cell = cells.get(c);
            if (cell.isBlank()) {
                continue;
            }
            try {
                if (column.equals(PromptFields.EXAMPLES)) {
                    record.set(column, JsonlParser.parse(cell));
                } else {
                    record.put(column, cell);
                }
            } catch (IllegalArgumentException e) {
                sink.bad(line, "column 'examples' " + e.getMessage());
                return;
            }
        }
        RecordTaker.take(record, line, sink);
    }
}
