package dev.apes.api.generation;

import dev.apes.api.Checks;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A typed table, stored by column. Every cell is a {@code double}: the number itself, the index of a category's level, 0 or 1
 * for a boolean, {@code NaN} where the value is missing. Immutable and thread-safe.
 */
public final class Table {
    private final List<ColumnSchema> schema;
    private final double[][] columns;
    private final int rows;

    /**
     * @param schema the columns, with distinct names
     * @param columns the cells as {@code [column][row]}, all columns of one length; copied
     * @throws IllegalArgumentException naming column, row and value of the first cell that its schema does not accept
     */
    public Table(List<ColumnSchema> schema, double[][] columns) {
        this.schema = List.copyOf(Checks.notEmpty(schema, "schema"));
        Set<String> names = new LinkedHashSet<>();
        for (ColumnSchema c : this.schema) {
            if (!names.add(c.name())) {
                throw new IllegalArgumentException("column '" + c.name() + "' appears twice");
            }
        }
        if (columns.length != this.schema.size()) {
            throw new IllegalArgumentException(
                    "schema has " + this.schema.size() + " columns but data has " + columns.length);
        }
        this.rows = columns[0].length;
        this.columns = new double[columns.length][];
        for (int c = 0; c < columns.length; c++) {
            this.columns[c] = checked(this.schema.get(c), columns[c]);
        }
    }

    private double[] checked(ColumnSchema column, double[] cells) {
        if (cells.length != rows) {
            throw new IllegalArgumentException(
                    "column '" + column.name() + "' has " + cells.length + " rows but the first column has " + rows);
        }
        for (int r = 0; r < rows; r++) {
            if (!column.accepts(cells[r])) {
                throw new IllegalArgumentException("column '" + column.name() + "', row " + r + ": " + cells[r]
                        + " is not a " + column.type() + " in [" + column.min() + ", " + column.max() + "]");
            }
        }
        return cells.clone();
    }

    /** {@return the columns in order} */
    public List<ColumnSchema> schema() {
        return schema;
    }

    /** {@return the number of rows, at least 0} */
    public int rows() {
        return rows;
    }

    /**
     * @param name a column's name
     * @return its index
     * @throws IllegalArgumentException if there is no such column; the message lists those there are
     */
    public int columnIndex(String name) {
        for (int c = 0; c < schema.size(); c++) {
            if (schema.get(c).name().equals(name)) {
                return c;
            }
        }
        throw new IllegalArgumentException("there is no column '" + name + "'; known: "
                + schema.stream().map(ColumnSchema::name).toList());
    }

    /**
     * @param row from 0
     * @param column from 0
     * @return the cell; {@code NaN} if missing
     */
    public double cell(int row, int column) {
        return columns[column][row];
    }

    /**
     * @param column from 0
     * @return a copy of its cells
     */
    public double[] column(int column) {
        return columns[column].clone();
    }

    /**
     * @param row from 0
     * @return a copy of its cells, in schema order
     */
    public double[] row(int row) {
        double[] cells = new double[columns.length];
        for (int c = 0; c < cells.length; c++) {
            cells[c] = columns[c][row];
        }
        return cells;
    }

    /**
     * @param rowIndices rows to keep, in this order; may repeat
     * @return a table of those rows
     */
    public Table select(int[] rowIndices) {
        double[][] picked = new double[columns.length][rowIndices.length];
        for (int c = 0; c < columns.length; c++) {
            for (int r = 0; r < rowIndices.length; r++) {
                picked[c][r] = columns[c][rowIndices[r]];
            }
        }
        return new Table(schema, picked);
    }

    /**
     * @param schema the columns
     * @param rows the cells as {@code [row][column]}
     * @return a table of these rows
     */
    public static Table ofRows(List<ColumnSchema> schema, List<double[]> rows) {
        double[][] columns = new double[schema.size()][rows.size()];
        for (int r = 0; r < rows.size(); r++) {
            double[] row = rows.get(r);
            if (row.length != schema.size()) {
                throw new IllegalArgumentException(
                        "row " + r + " has " + row.length + " cells but the schema has " + schema.size() + " columns");
            }
            for (int c = 0; c < row.length; c++) {
                columns[c][r] = row[c];
            }
        }
        return new Table(schema, columns);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Table t && schema.equals(t.schema) && Arrays.deepEquals(columns, t.columns);
    }

    @Override
    public int hashCode() {
        return 31 * schema.hashCode() + Arrays.deepHashCode(columns);
    }

    @Override
    public String toString() {
        return "Table[" + rows + " rows, columns "
                + schema.stream().map(ColumnSchema::name).toList() + "]";
    }
}
