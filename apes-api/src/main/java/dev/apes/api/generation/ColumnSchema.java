package dev.apes.api.generation;

import dev.apes.api.Checks;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/**
 * One column of a table.
 *
 * @param name unique within its table
 * @param type its kind
 * @param min smallest value a row may hold, {@code -Infinity} for none; 0 for categorical and boolean columns
 * @param max largest value a row may hold, {@code +Infinity} for none; number of levels minus one, or 1, otherwise
 * @param levels the names of a categorical column's levels, distinct; empty for other types
 */
public record ColumnSchema(String name, ColumnType type, double min, double max, List<String> levels) {
    /** Validates and copies. */
    public ColumnSchema {
        Checks.notBlank(name, "column name");
        Objects.requireNonNull(type, "type of column " + name);
        levels = List.copyOf(levels);
        if (!(min <= max)) {
            throw new IllegalArgumentException("column '" + name + "' needs min <= max but has " + min + " and " + max);
        }
        if (type == ColumnType.CATEGORICAL
                ? levels.isEmpty() || new LinkedHashSet<>(levels).size() != levels.size()
                : !levels.isEmpty()) {
            throw new IllegalArgumentException("column '" + name + "' of type " + type + " has levels " + levels
                    + "; a categorical column needs distinct levels, others have none");
        }
    }

    /**
     * @param name its name
     * @param min smallest value
     * @param max largest value
     * @return a column of reals
     */
    public static ColumnSchema numeric(String name, double min, double max) {
        return new ColumnSchema(name, ColumnType.NUMERIC, min, max, List.of());
    }

    /**
     * @param name its name
     * @param min smallest value
     * @param max largest value
     * @return a column of whole numbers
     */
    public static ColumnSchema integer(String name, double min, double max) {
        return new ColumnSchema(name, ColumnType.INTEGER, min, max, List.of());
    }

    /**
     * @param name its name
     * @param levels its levels, distinct
     * @return a column of unordered levels
     */
    public static ColumnSchema categorical(String name, List<String> levels) {
        return new ColumnSchema(name, ColumnType.CATEGORICAL, 0, Math.max(0, levels.size() - 1), levels);
    }

    /**
     * @param name its name
     * @return a column of false and true
     */
    public static ColumnSchema bool(String name) {
        return new ColumnSchema(name, ColumnType.BOOLEAN, 0, 1, List.of());
    }

    /**
     * @param value a cell
     * @return whether this column may hold it: {@code NaN} (missing), or of the right kind and within bounds
     */
    public boolean accepts(double value) {
        return Double.isNaN(value)
                || (Double.isFinite(value)
                        && value >= min
                        && value <= max
                        && (type == ColumnType.NUMERIC || value == Math.rint(value)));
    }
}
