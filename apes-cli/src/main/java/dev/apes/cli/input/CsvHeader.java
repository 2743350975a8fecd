package dev.apes.cli.input;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The header of a CSV file.
 *
 * @param delimiter what separates cells
 * @param columns the columns' names; those APES knows in lower case
 */
record CsvHeader(char delimiter, List<String> columns) {
    private static final char[] DELIMITERS = {',', ';', '\t'};

    /**
     * @param line the first line
     * @return the header, or empty if no column is called {@code prompt} or {@code text} or a name comes twice
     */
    static Optional<CsvHeader> parse(String line) {
        for (char delimiter : DELIMITERS) {
            CsvRow row = new CsvRow(delimiter);
            if (!row.feed(line) || row.problem() != null) {
                continue;
            }
            List<String> columns = new ArrayList<>();
            for (String cell : row.cells()) {
                String known = cell.strip().toLowerCase(Locale.ROOT);
                columns.add(PromptFields.KNOWN.contains(known) ? known : cell.strip());
            }
            boolean named = columns.contains(PromptFields.PROMPT) || columns.contains(PromptFields.TEXT);
            if (named && new LinkedHashSet<>(columns).size() == columns.size()) {
                return Optional.of(new CsvHeader(delimiter, columns));
            }
        }
        return Optional.empty();
    }
}
