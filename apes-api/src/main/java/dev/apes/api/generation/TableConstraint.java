package dev.apes.api.generation;

import dev.apes.api.Checks;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What must hold in every row of a table. Where a cell that it speaks of is missing, a constraint counts as holding; only a {@link
 * Custom} one decides for itself. Immutable and thread-safe, as far as a custom predicate is.
 */
public sealed interface TableConstraint {
    /** Sums may differ by this share of the sum of their parts' sizes, because decimal fractions are not exact. */
    double SUM_TOLERANCE = 1e-9;

    /** {@return the columns it speaks of; empty if that is not known} */
    List<String> columns();

    /**
     * @param schema the columns of the rows to test
     * @return a test of rows of that schema
     * @throws IllegalArgumentException if it names a column that is not there or of a type it can't speak of
     */
    RowPredicate on(List<ColumnSchema> schema);

    /** {@return it in one line, as people would write it} */
    String describe();

    /**
     * A number lies between two others.
     *
     * @param column a numeric or integer column
     * @param min smallest value, {@code -Infinity} for none
     * @param max largest value, {@code +Infinity} for none
     */
    record Range(String column, double min, double max) implements TableConstraint {
        /** Validates. */
        public Range {
            Checks.notBlank(column, "column");
            if (!(min <= max)) {
                throw new IllegalArgumentException(
                        "the range of '" + column + "' needs min <= max but has " + min + " and " + max);
            }
        }

        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public RowPredicate on(List<ColumnSchema> schema) {
            int c = Columns.number(schema, column, describe());
            return row -> !(row[c] < min || row[c] > max);
        }

        @Override
        public String describe() {
            return min + " <= " + column + " <= " + max;
        }
    }

    /**
     * One number is not above another, or is below it.
     *
     * @param low a numeric or integer column
     * @param high another
     * @param strict whether equal values are refused
     */
    record Order(String low, String high, boolean strict) implements TableConstraint {
        /** Validates. */
        public Order {
            Checks.notBlank(low, "low");
            Checks.notBlank(high, "high");
            if (low.equals(high)) {
                throw new IllegalArgumentException("column '" + low + "' can't be compared with itself");
            }
        }

        @Override
        public List<String> columns() {
            return List.of(low, high);
        }

        @Override
        public RowPredicate on(List<ColumnSchema> schema) {
            int a = Columns.number(schema, low, describe());
            int b = Columns.number(schema, high, describe());
            return strict ? row -> !(row[a] >= row[b]) : row -> !(row[a] > row[b]);
        }

        @Override
        public String describe() {
            return low + (strict ? " < " : " <= ") + high;
        }
    }

    /**
     * Numbers add up to another, within {@link #SUM_TOLERANCE}.
     *
     * @param parts at least one numeric or integer column
     * @param total another
     */
    record Sum(List<String> parts, String total) implements TableConstraint {
        /** Validates and copies. */
        public Sum {
            parts = List.copyOf(Checks.notEmpty(parts, "parts"));
            Checks.notBlank(total, "total");
            Set<String> all = new LinkedHashSet<>(parts);
            if (all.size() < parts.size() || !all.add(total)) {
                throw new IllegalArgumentException(
                        "a sum needs distinct columns but has " + parts + " and the total '" + total + "'");
            }
        }

        @Override
        public List<String> columns() {
            List<String> all = new java.util.ArrayList<>(parts);
            all.add(total);
            return all;
        }

        @Override
        public RowPredicate on(List<ColumnSchema> schema) {
            int[] at = parts.stream()
                    .mapToInt(p -> Columns.number(schema, p, describe()))
                    .toArray();
            int t = Columns.number(schema, total, describe());
            return row -> {
                double sum = 0;
                double size = Math.max(1, Math.abs(row[t]));
                for (int c : at) {
                    sum += row[c];
                    size += Math.abs(row[c]);
                }
                return !(Math.abs(sum - row[t]) > SUM_TOLERANCE * size);
            };
        }

        @Override
        public String describe() {
            return String.join(" + ", parts) + " = " + total;
        }
    }

    /**
     * Some columns only hold certain values together.
     *
     * @param columns at least one column
     * @param allowed combinations of their cells, at least one, without missing ones
     */
    record Combinations(List<String> columns, Set<List<Double>> allowed) implements TableConstraint {
        /** Validates and copies. */
        public Combinations {
            columns = List.copyOf(Checks.notEmpty(columns, "columns"));
            if (new LinkedHashSet<>(columns).size() < columns.size()) {
                throw new IllegalArgumentException("combinations need distinct columns but have " + columns);
            }
            Set<List<Double>> copy = new LinkedHashSet<>();
            for (List<Double> combination : allowed) {
                if (combination.size() != columns.size() || combination.stream().anyMatch(v -> !Double.isFinite(v))) {
                    throw new IllegalArgumentException(
                            "a combination of " + columns + " needs as many finite values but is " + combination);
                }
                copy.add(List.copyOf(combination));
            }
            if (copy.isEmpty()) {
                throw new IllegalArgumentException("combinations of " + columns + " need at least one allowed");
            }
            allowed = java.util.Collections.unmodifiableSet(copy);
        }

        /**
         * @param table the rows
         * @param columns some of its columns
         * @return the constraint that these columns only hold together what they hold in some row without missing cells
         */
        public static Combinations observedIn(Table table, List<String> columns) {
            int[] at = columns.stream().mapToInt(table::columnIndex).toArray();
            Set<List<Double>> seen = new LinkedHashSet<>();
            for (int r = 0; r < table.rows(); r++) {
                List<Double> combination = new java.util.ArrayList<>();
                for (int c : at) {
                    combination.add(table.cell(r, c) + 0.0);
                }
                if (combination.stream().noneMatch(v -> v.isNaN())) {
                    seen.add(combination);
                }
            }
            return new Combinations(columns, seen);
        }

        @Override
        public RowPredicate on(List<ColumnSchema> schema) {
            int[] at = columns.stream()
                    .mapToInt(c -> Columns.index(schema, c, describe()))
                    .toArray();
            return row -> {
                Double[] cells = new Double[at.length];
                for (int i = 0; i < at.length; i++) {
                    if (Double.isNaN(row[at[i]])) {
                        return true;
                    }
                    cells[i] = row[at[i]] + 0.0;
                }
                return allowed.contains(List.of(cells));
            };
        }

        @Override
        public String describe() {
            return "combinations(" + String.join(", ", columns) + ")";
        }
    }

    /**
     * Anything else. It can only be met by drawing rows until they pass.
     *
     * @param name how messages call it
     * @param predicate tests a row, missing cells included
     */
    record Custom(String name, RowPredicate predicate) implements TableConstraint {
        /** Validates. */
        public Custom {
            Checks.notBlank(name, "name");
            Objects.requireNonNull(predicate, "predicate");
        }

        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public RowPredicate on(List<ColumnSchema> schema) {
            return predicate;
        }

        @Override
        public String describe() {
            return name;
        }
    }
}
