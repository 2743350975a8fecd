package dev.apes.examples.tools;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.generation.ColumnSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a CSV column holds, learnt from its cells in two passes: which formats take all of them, then, if none does, which texts
 * there are. Not thread-safe while it learns.
 */
final class CsvColumn {
    /** Texts that mean that there is no value. */
    static final Set<String> MISSING =
            Set.of("", "NA", "N/A", "n/a", "#N/A", "null", "NULL", "NaN", "nan", "None", "?");

    private static final int MOST_SHOWN = 10;

    private final String header;
    private final String name;
    private final List<CellFormat> possible = new ArrayList<>();
    private final Map<String, Integer> levels = new LinkedHashMap<>();
    private final List<String> levelTexts = new ArrayList<>();
    private final boolean given;
    /** How the file writes that there is no value: as in its first such cell. */
    private String missingText;

    private long seen;
    private int decimals;
    private boolean exponents;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /**
     * @param header what the file calls it, possibly blank
     * @param name unique in its table
     * @param given the kind asked for, null to find it out
     */
    CsvColumn(String header, String name, CellKind given) {
        this.header = header;
        this.name = name;
        this.given = given != null;
        for (CellFormat format : CellFormat.ALL) {
            if (given == null || format.kind() == given) {
                possible.add(format);
            }
        }
    }

    String header() {
        return header;
    }

    String name() {
        return name;
    }

    /**
     * First pass.
     *
     * @param text a cell
     * @return whether the column can still be what was asked for
     */
    boolean look(String text) {
        if (MISSING.contains(text)) {
            missingText = missingText == null ? text : missingText;
            return true;
        }
        boolean couldBe = given && !possible.isEmpty();
        seen++;
        possible.removeIf(format -> format.read(text).isEmpty());
        int digits = CellFormat.decimals(text);
        exponents |= digits < 0;
        decimals = Math.max(decimals, digits);
        return !couldBe || !possible.isEmpty();
    }

    /** {@return what the column is; after the first pass} */
    CellKind kind() {
        return seen == 0 || possible.isEmpty()
                ? CellKind.CATEGORY
                : possible.get(0).kind();
    }

    /** Second pass: the column's range, or its texts. */
    void learn(String text) {
        if (MISSING.contains(text)) {
            return;
        }
        if (kind() == CellKind.CATEGORY) {
            if (levels.putIfAbsent(text, levels.size()) == null) {
                levelTexts.add(text);
            }
        } else {
            double value = possible.get(0).read(text).orElseThrow();
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
    }

    /** {@return how many different texts there are, 0 unless it is a category; after the second pass} */
    int texts() {
        return levels.size();
    }

    /** {@return how many cells are not missing} */
    long present() {
        return seen;
    }

    /** {@return the column's schema; after the second pass} */
    ColumnSchema schema() {
        return switch (kind()) {
            case BOOLEAN -> ColumnSchema.bool(name);
            case INTEGER, DATE, DATETIME -> ColumnSchema.integer(name, min, max);
            case NUMBER -> ColumnSchema.numeric(name, min, max);
            case CATEGORY -> ColumnSchema.categorical(name, levelTexts.isEmpty() ? List.of("") : levelTexts);
        };
    }

    /** {@return the cell's number, NaN if missing} */
    double read(String text) {
        if (MISSING.contains(text)) {
            return Double.NaN;
        }
        return kind() == CellKind.CATEGORY
                ? levels.get(text)
                : possible.get(0).read(text).orElseThrow();
    }

    /** {@return the number that a condition asks for} */
    double readCondition(String text) {
        double value = readCell("--condition", text);
        if (kind() != CellKind.CATEGORY && (value < min || value > max)) {
            throw new InvalidInputException("--condition", "'" + header + "' can't be '" + text + "'; " + range());
        }
        return value;
    }

    /** {@return the number that a text stands for, which an option gives} */
    double readCell(String option, String text) {
        if (kind() == CellKind.CATEGORY) {
            Integer level = levels.get(text);
            if (level == null) {
                throw new InvalidInputException(
                        option,
                        "'" + header + "' never is '" + text + "'; it is one of "
                                + levelTexts.stream().limit(MOST_SHOWN).toList()
                                + (levels.size() > MOST_SHOWN ? " and " + (levels.size() - MOST_SHOWN) + " more" : ""));
            }
            return level;
        }
        return possible.get(0)
                .read(text)
                .orElseThrow(() ->
                        new InvalidInputException(option, "'" + header + "' can't be '" + text + "'; " + range()));
    }

    private String range() {
        return "it is of kind " + kind().label() + ", from " + write(min) + " to " + write(max);
    }

    /** {@return the text of a generated cell} */
    String write(double value) {
        if (Double.isNaN(value)) {
            return missingText == null ? "" : missingText;
        }
        return kind() == CellKind.CATEGORY
                ? levelTexts.get((int) value)
                : possible.get(0).write(value, exponents ? -1 : decimals);
    }
}
