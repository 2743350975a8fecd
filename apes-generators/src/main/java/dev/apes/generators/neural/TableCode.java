package dev.apes.generators.neural;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.SeededRandom;
import dev.apes.generators.table.TableSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * How a table's rows look to a network. A column takes one output for the offset, if it has modes, and then one per slot; see
 * {@link ColumnCode}. Made once from the first rows; {@link #see} takes further ones as far as they fit.
 */
public final class TableCode {
    private final List<ColumnSchema> schema;
    private final ColumnCode[] columns;
    private final int[] offsetAt;
    private final int[] slotsAt;
    private final int width;

    private TableCode(List<ColumnSchema> schema, ColumnCode[] columns) {
        this.schema = schema;
        this.columns = columns;
        this.offsetAt = new int[columns.length];
        this.slotsAt = new int[columns.length];
        int at = 0;
        for (int c = 0; c < columns.length; c++) {
            offsetAt[c] = columns[c].modes() > 0 ? at++ : -1;
            slotsAt[c] = at;
            at += columns[c].slots();
        }
        this.width = at;
    }

    /**
     * @param summary the first rows
     * @return their code
     */
    public static TableCode fit(TableSummary summary) {
        List<ColumnSchema> schema = summary.schema();
        ColumnCode[] columns = new ColumnCode[schema.size()];
        InRanges.run(columns.length, 1, (from, to) -> {
            for (int c = from; c < to; c++) {
                ColumnType type = schema.get(c).type();
                columns[c] = type == ColumnType.CATEGORICAL || type == ColumnType.BOOLEAN
                        ? new LevelCode(summary.levels(c))
                        : NumberCode.fit(schema.get(c), summary.kept(c));
            }
        });
        return new TableCode(schema, columns);
    }

    /**
     * Notes what occurs, so that it may be drawn.
     *
     * @param cells a column's cells, which this code can write
     * @param column from 0
     */
    public void see(double[] cells, int column) {
        for (double cell : cells) {
            columns[column].see(cell);
        }
    }

    /**
     * @param more further rows
     * @return this code, which stays as it is, having seen them; empty if it can't write some of their cells
     */
    public Optional<TableCode> extended(Table more) {
        TableCode extended = copy();
        for (int c = 0; c < columns.length; c++) {
            double[] cells = more.column(c);
            for (double cell : cells) {
                if (!extended.columns[c].covers(cell)) {
                    return Optional.empty();
                }
            }
            extended.see(cells, c);
        }
        return Optional.of(extended);
    }

    private TableCode copy() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes));
            return read(schema, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory failed", e);
        }
    }

    /** {@return the columns} */
    public List<ColumnSchema> schema() {
        return schema;
    }

    /** {@return how many numbers a row has in this code} */
    public int width() {
        return width;
    }

    /** {@return how many columns there are} */
    public int columns() {
        return columns.length;
    }

    /**
     * @param column from 0
     * @return where its offset stands, -1 if it has none
     */
    public int offsetAt(int column) {
        return offsetAt[column];
    }

    /**
     * @param column from 0
     * @return where its first slot stands
     */
    public int slotsAt(int column) {
        return slotsAt[column];
    }

    /**
     * @param column from 0
     * @return how many slots it has
     */
    public int slots(int column) {
        return columns[column].slots();
    }

    /**
     * @param column from 0
     * @param slot from 0
     * @return whether the slot goes with an offset
     */
    public boolean hasOffset(int column, int slot) {
        return slot < columns[column].modes();
    }

    /**
     * @param column from 0
     * @return whether it holds levels rather than numbers
     */
    public boolean discrete(int column) {
        ColumnType type = schema.get(column).type();
        return type == ColumnType.CATEGORICAL || type == ColumnType.BOOLEAN;
    }

    /**
     * @param column from 0
     * @param slot from 0
     * @return whether it has occurred
     */
    public boolean occurs(int column, int slot) {
        return columns[column].occurs(slot);
    }

    /**
     * @param column from 0
     * @param slot one that occurs
     * @param offset within [-1, 1]
     * @param random for slots that several levels share
     * @return the cell
     */
    public double cell(int column, int slot, double offset, SeededRandom random) {
        return columns[column].cell(slot, offset, random);
    }

    /**
     * @param column from 0
     * @param level of a discrete column
     * @return its slot
     */
    public int slotOfLevel(int column, double level) {
        return columns[column].slot(level, null);
    }

    /**
     * How well a slot and an offset explain a wanted value.
     *
     * @param column from 0
     * @param wanted a value, not missing
     * @param slot from 0
     * @param offset the expected offset
     * @param deviation its standard deviation, above 0
     * @return a density or a probability, of use only in comparison
     */
    public double likelihood(int column, double wanted, int slot, double offset, double deviation) {
        return columns[column].likelihood(wanted, slot, offset, deviation);
    }

    /**
     * Writes rows in this code.
     *
     * @param summary rows that are covered
     * @param seed decides between overlapping modes
     * @return the rows
     */
    public CodedRows encode(TableSummary summary, long seed) {
        int rows = summary.rows();
        int[][] slot = new int[columns.length][rows];
        float[][] offset = new float[columns.length][];
        InRanges.run(columns.length, 1, (from, to) -> {
            for (int c = from; c < to; c++) {
                double[] cells = summary.kept(c);
                offset[c] = new float[columns[c].modes() > 0 ? rows : 0];
                for (int r = 0; r < rows; r++) {
                    slot[c][r] = columns[c].slot(cells[r], new SeededRandom(Streams.seed(seed, "mode", c, r)));
                    if (offset[c].length > 0) {
                        offset[c][r] = (float) columns[c].offset(cells[r], slot[c][r]);
                    }
                }
            }
        });
        return new CodedRows(this, slot, offset);
    }

    /**
     * @param out where to; the schema is not written
     * @throws IOException if it cannot be written
     */
    public void write(DataOutputStream out) throws IOException {
        for (ColumnCode column : columns) {
            column.write(out);
        }
    }

    /**
     * @param schema the columns
     * @param in what {@link #write} wrote
     * @return the code
     * @throws IOException if it cannot be read
     */
    public static TableCode read(List<ColumnSchema> schema, DataInputStream in) throws IOException {
        ColumnCode[] columns = new ColumnCode[schema.size()];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = ColumnCode.read(schema.get(c), in);
        }
        return new TableCode(schema, columns);
    }
}
