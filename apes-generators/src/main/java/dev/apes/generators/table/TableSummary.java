package dev.apes.generators.table;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.Table;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a method keeps of all rows it has ever seen, in bounded memory: exact counts of rows, missing values and levels, and
 * at most {@link #CAPACITY} rows. Up to that many rows nothing is lost, and a summary of more rows merged into one of earlier
 * rows equals the summary of all of them; beyond it the rows are a uniform sample (Vitter's algorithm R, 1985). Immutable.
 */
public final class TableSummary {
    /** How many rows are kept at most. */
    public static final int CAPACITY = 20_000;

    private final List<ColumnSchema> schema;
    private final long total;
    private final double[][] columns;
    private final long[] missing;
    private final long[][] levels;

    private TableSummary(List<ColumnSchema> schema, long total, double[][] columns, long[] missing, long[][] levels) {
        this.schema = schema;
        this.total = total;
        this.columns = columns;
        this.missing = missing;
        this.levels = levels;
    }

    /**
     * @param data at least one row
     * @param seed decides which rows are kept of more than {@link #CAPACITY}
     * @return its summary
     */
    public static TableSummary of(Table data, long seed) {
        if (data.rows() == 0) {
            throw new IllegalArgumentException("a generator needs at least one row to fit, but the table has none");
        }
        int width = data.schema().size();
        long[][] levels = new long[width][];
        for (int c = 0; c < width; c++) {
            levels[c] = new long[levelCount(data.schema().get(c))];
        }
        TableSummary empty = new TableSummary(data.schema(), 0, new double[width][0], new long[width], levels);
        return empty.plus(data, seed);
    }

    /**
     * @param more rows of the same schema, possibly none
     * @param seed decides which rows are kept
     * @return the summary of the rows seen so far and these
     * @throws IllegalArgumentException if the schema differs
     */
    public TableSummary plus(Table more, long seed) {
        if (!more.schema().equals(schema)) {
            throw new IllegalArgumentException("the table to fit further with has columns " + names(more.schema())
                    + " but this synthesiser was fitted to " + names(schema)
                    + " (types, bounds and levels must agree, too)");
        }
        int width = schema.size();
        long[] newMissing = missing.clone();
        long[][] newLevels = new long[width][];
        double[][] kept = new double[width][];
        int before = rows();
        int after = (int) Math.min(CAPACITY, (long) before + more.rows());
        int[] target = places(before, more.rows(), seed);
        for (int c = 0; c < width; c++) {
            double[] cells = more.column(c);
            newLevels[c] = levels[c].clone();
            kept[c] = Arrays.copyOf(columns[c], after);
            for (int r = 0; r < cells.length; r++) {
                if (Double.isNaN(cells[r])) {
                    newMissing[c]++;
                } else if (newLevels[c].length > 0) {
                    newLevels[c][(int) cells[r]]++;
                }
                if (target[r] >= 0) {
                    kept[c][target[r]] = cells[r];
                }
            }
        }
        return new TableSummary(schema, total + more.rows(), kept, newMissing, newLevels);
    }

    /** Where each new row goes, or -1 if it is not kept. */
    private int[] places(int filled, int incoming, long seed) {
        SeededRandom random = new SeededRandom(seed ^ total);
        int[] places = new int[incoming];
        int next = filled;
        for (int r = 0; r < incoming; r++) {
            if (next < CAPACITY) {
                places[r] = next++;
            } else {
                long at = (long) (random.nextDouble() * (total + r + 1));
                places[r] = at < CAPACITY ? (int) at : -1;
            }
        }
        return places;
    }

    private static int levelCount(ColumnSchema column) {
        return column.type() == ColumnType.CATEGORICAL
                ? column.levels().size()
                : column.type() == ColumnType.BOOLEAN ? 2 : 0;
    }

    /** {@return the columns} */
    public List<ColumnSchema> schema() {
        return schema;
    }

    /** {@return how many rows have been seen} */
    public long total() {
        return total;
    }

    /** {@return how many rows are kept} */
    public int rows() {
        return columns[0].length;
    }

    /**
     * @param column from 0
     * @return the kept cells; not a copy, do not change
     */
    public double[] kept(int column) {
        return columns[column];
    }

    /**
     * @param column from 0
     * @return share of all rows seen in which it is missing
     */
    public double missingShare(int column) {
        return (double) missing[column] / total;
    }

    /**
     * @param column a categorical or boolean column
     * @return how often each level was seen
     */
    public long[] levels(int column) {
        return levels[column].clone();
    }

    /** {@return the kept rows as a table} */
    public Table keptRows() {
        return new Table(schema, columns);
    }

    /**
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public void write(DataOutputStream out) throws IOException {
        writeSchema(schema, out);
        out.writeLong(total);
        out.writeInt(rows());
        for (int c = 0; c < schema.size(); c++) {
            out.writeLong(missing[c]);
            for (long count : levels[c]) {
                out.writeLong(count);
            }
            for (double cell : columns[c]) {
                out.writeDouble(cell);
            }
        }
    }

    /**
     * @param in what {@link #write} wrote
     * @return an equal summary
     * @throws IOException if it cannot be read
     */
    public static TableSummary read(DataInputStream in) throws IOException {
        List<ColumnSchema> schema = readSchema(in);
        int width = schema.size();
        long total = in.readLong();
        int rows = in.readInt();
        double[][] columns = new double[width][rows];
        long[] missing = new long[width];
        long[][] levels = new long[width][];
        for (int c = 0; c < width; c++) {
            missing[c] = in.readLong();
            levels[c] = new long[levelCount(schema.get(c))];
            for (int i = 0; i < levels[c].length; i++) {
                levels[c][i] = in.readLong();
            }
            for (int r = 0; r < rows; r++) {
                columns[c][r] = in.readDouble();
            }
        }
        return new TableSummary(schema, total, columns, missing, levels);
    }

    /**
     * @param schema columns
     * @param out where to
     * @throws IOException if they cannot be written
     */
    public static void writeSchema(List<ColumnSchema> schema, DataOutputStream out) throws IOException {
        out.writeInt(schema.size());
        for (ColumnSchema column : schema) {
            out.writeUTF(column.name());
            out.writeUTF(column.type().name());
            out.writeDouble(column.min());
            out.writeDouble(column.max());
            out.writeInt(column.levels().size());
            for (String level : column.levels()) {
                out.writeUTF(level);
            }
        }
    }

    /**
     * @param in what {@link #writeSchema} wrote
     * @return the columns
     * @throws IOException if they cannot be read
     */
    public static List<ColumnSchema> readSchema(DataInputStream in) throws IOException {
        List<ColumnSchema> schema = new ArrayList<>();
        for (int c = in.readInt(); c > 0; c--) {
            String name = in.readUTF();
            ColumnType type = ColumnType.valueOf(in.readUTF());
            double min = in.readDouble();
            double max = in.readDouble();
            List<String> levels = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                levels.add(in.readUTF());
            }
            schema.add(new ColumnSchema(name, type, min, max, levels));
        }
        return List.copyOf(schema);
    }

    private static List<String> names(List<ColumnSchema> schema) {
        return schema.stream().map(ColumnSchema::name).toList();
    }
}
