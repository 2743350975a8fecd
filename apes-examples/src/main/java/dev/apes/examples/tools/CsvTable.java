package dev.apes.examples.tools;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.Table;
import dev.apes.api.generation.TableConstraint;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a header, UTF-8, cells separated by comma, semicolon, tab or bar, whichever its first line has most of. It is read
 * three times, so that its size does not matter: for the formats of its columns, for their ranges and levels, for its rows.
 */
final class CsvTable {
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    private final String file;
    private final CSVFormat format;
    private final List<CsvColumn> columns = new ArrayList<>();
    private long rows;

    private CsvTable(String file, CSVFormat format) {
        this.file = file;
        this.format = format;
    }

    /**
     * @param file its path
     * @param kinds kinds asked for, by header
     * @return what it holds
     * @throws InvalidInputException naming file, line and column of what can't be read
     */
    static CsvTable open(String file, Map<String, CellKind> kinds) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(file))
                .setIgnoreEmptyLines(true)
                .setRecordSeparator("\n")
                .get();
        CsvTable table = new CsvTable(file, format);
        table.header(kinds);
        table.scan(record -> {
            for (int c = 0; c < table.columns.size(); c++) {
                CsvColumn column = table.columns.get(c);
                if (!column.look(record.get(c).strip())) {
                    throw new InvalidInputException(
                            file + ":" + record.getParser().getCurrentLineNumber(),
                            "column '" + column.header() + "' holds '" + record.get(c) + "', which is no "
                                    + kinds.get(column.header()).label() + " as in the rows before");
                }
            }
            table.rows++;
        });
        if (table.rows == 0) {
            throw new InvalidInputException(file, "has a header but no rows; a table to learn from needs at least one");
        }
        table.scan(record -> {
            for (int c = 0; c < table.columns.size(); c++) {
                table.columns.get(c).learn(record.get(c).strip());
            }
        });
        return table;
    }

    private static char delimiter(String file) {
        try (Reader reader = reader(file)) {
            int[] counts = new int[DELIMITERS.length];
            boolean quoted = false;
            int c = reader.read();
            while (c >= 0 && (quoted || (c != '\n' && c != '\r'))) {
                quoted ^= c == '"';
                for (int d = 0; d < counts.length; d++) {
                    counts[d] += !quoted && c == DELIMITERS[d] ? 1 : 0;
                }
                c = reader.read();
            }
            int most = 0;
            for (int d = 1; d < counts.length; d++) {
                most = counts[d] > counts[most] ? d : most;
            }
            return DELIMITERS[most];
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(file, "is not UTF-8; convert it first", e);
        } catch (IOException e) {
            throw new InvalidInputException(file, "can't be read: " + e, e);
        }
    }

    private static void requireFile(String file) {
        Path path = Path.of(file);
        if (!Files.exists(path)) {
            throw new InvalidInputException(file, "there is no such file");
        }
        if (Files.isDirectory(path)) {
            throw new InvalidInputException(file, "is a folder; name the CSV file in it");
        }
    }

    /** Refuses bytes that are not UTF-8, and skips a byte order mark. */
    private static Reader reader(String file) throws IOException {
        try {
            requireFile(file);
            InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(file)));
            in.mark(3);
            byte[] mark = in.readNBytes(3);
            if (mark.length < 3 || mark[0] != (byte) 0xEF || mark[1] != (byte) 0xBB || mark[2] != (byte) 0xBF) {
                in.reset();
            }
            return new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
        } catch (InvalidPathException e) {
            throw new InvalidInputException(file, "is no path", e);
        }
    }

    private void header(Map<String, CellKind> kinds) {
        List<String> headers = new ArrayList<>();
        read(record -> headers.addAll(record.toList()), record -> {}, false);
        if (headers.isEmpty()) {
            throw new InvalidInputException(file, "is empty; it needs a header line and at least one row");
        }
        Set<String> names = new LinkedHashSet<>();
        for (int c = 0; c < headers.size(); c++) {
            String base = headers.get(c).isBlank()
                    ? "column " + (c + 1)
                    : headers.get(c).strip();
            String name = base;
            for (int again = 2; !names.add(name); again++) {
                name = base + " (" + again + ")";
            }
            columns.add(
                    new CsvColumn(headers.get(c), name, kinds.get(headers.get(c).strip())));
        }
        for (String asked : kinds.keySet()) {
            if (headers.stream().noneMatch(h -> h.strip().equals(asked))) {
                throw new InvalidInputException("--type", "there is no column '" + asked + "'; known: " + headers);
            }
        }
    }

    private void scan(Consumer<CSVRecord> taker) {
        read(
                record -> {},
                record -> {
                    if (record.size() != columns.size()) {
                        throw new InvalidInputException(
                                file + ":" + record.getParser().getCurrentLineNumber(),
                                "has " + record.size() + " cells but the header has " + columns.size() + " columns");
                    }
                    taker.accept(record);
                },
                true);
    }

    private void read(Consumer<CSVRecord> first, Consumer<CSVRecord> others, boolean all) {
        long line = 1;
        try (Reader reader = reader(file);
                CSVParser parser =
                        CSVParser.builder().setReader(reader).setFormat(format).get()) {
            boolean header = true;
            for (CSVRecord record : parser) {
                line = parser.getCurrentLineNumber();
                (header ? first : others).accept(record);
                header = false;
                if (!all) {
                    return;
                }
            }
        } catch (UncheckedIOException | IOException e) {
            Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
            boolean open =
                    String.valueOf(cause.getMessage()).contains("EOF reached before encapsulated token finished");
            throw new InvalidInputException(
                    file + ":" + line,
                    cause instanceof CharacterCodingException
                            ? "is not UTF-8; convert it first"
                            : open
                                    ? "a quote that opens behind this line is never closed"
                                    : "can't be read as CSV from here on: " + cause.getMessage(),
                    e);
        }
    }

    List<CsvColumn> columns() {
        return columns;
    }

    long rows() {
        return rows;
    }

    /** {@return the place of the column that a header names} */
    int column(String option, String header) {
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).header().strip().equals(header)
                    || columns.get(c).name().equals(header)) {
                return c;
            }
        }
        throw new InvalidInputException(
                option,
                "there is no column '" + header + "'; known: "
                        + columns.stream().map(CsvColumn::name).toList());
    }

    /** {@return the constraint that these columns only hold together what they hold in some row} */
    TableConstraint observed(int[] asked) {
        Set<List<Double>> seen = new LinkedHashSet<>();
        scan(record -> {
            List<Double> cells = new ArrayList<>();
            for (int c : asked) {
                cells.add(columns.get(c).read(record.get(c).strip()));
            }
            if (cells.stream().noneMatch(v -> v.isNaN())) {
                seen.add(cells);
            }
        });
        return new TableConstraint.Combinations(
                Arrays.stream(asked).mapToObj(c -> columns.get(c).name()).toList(), seen);
    }

    /**
     * @param portion rows per table
     * @param taker is given the rows, portion by portion
     */
    void forEach(int portion, Consumer<Table> taker) {
        List<ColumnSchema> schema = columns.stream().map(CsvColumn::schema).toList();
        List<double[]> held = new ArrayList<>();
        scan(record -> {
            double[] row = new double[columns.size()];
            for (int c = 0; c < row.length; c++) {
                row[c] = columns.get(c).read(record.get(c).strip());
            }
            held.add(row);
            if (held.size() == portion) {
                taker.accept(Table.ofRows(schema, held));
                held.clear();
            }
        });
        if (!held.isEmpty()) {
            taker.accept(Table.ofRows(schema, held));
        }
    }

    /** {@return the header line as in the file} */
    String headerLine() {
        return format.format(columns.stream().map(CsvColumn::header).toArray());
    }

    /** {@return a generated row as a line, which may hold line breaks within quotes} */
    String line(Table table, int row) {
        Object[] cells = new Object[columns.size()];
        for (int c = 0; c < cells.length; c++) {
            cells[c] = columns.get(c).write(table.cell(row, c));
        }
        // a line of nothing but an empty cell would be no line
        return cells.length == 1 && cells[0].equals("") ? "\"\"" : format.format(cells);
    }
}
