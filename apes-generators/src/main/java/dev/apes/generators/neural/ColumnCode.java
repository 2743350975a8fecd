package dev.apes.generators.neural;

import dev.apes.generators.table.SeededRandom;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How one column looks to a network: one of several slots (a mode, an often repeated value, a level, missing), and for the first
 * {@link #modes()} of them an offset in [-1, 1]. The last slot means missing. Immutable but for {@link #see}, which is called
 * before the code is shared.
 */
abstract class ColumnCode {
    /** {@return how many slots carry an offset; 0 if the column has none} */
    abstract int modes();

    /** {@return how many slots there are, at least 1} */
    abstract int slots();

    /**
     * @param cell a value or NaN
     * @return whether this code has a slot for it
     */
    abstract boolean covers(double cell);

    /**
     * Notes that a cell occurs; only what has occurred is ever drawn.
     *
     * @param cell a covered cell
     */
    abstract void see(double cell);

    /**
     * @param cell a covered cell
     * @param random decides between overlapping modes
     * @return its slot
     */
    abstract int slot(double cell, SeededRandom random);

    /**
     * @param cell a value
     * @param slot its slot
     * @return the offset within the slot; 0 for slots without one
     */
    abstract double offset(double cell, int slot);

    /**
     * @param slot a slot
     * @return whether a cell of this slot has occurred
     */
    abstract boolean occurs(int slot);

    /**
     * @param slot a slot that occurs
     * @param offset within [-1, 1]
     * @param random decides between pooled levels
     * @return a cell that the column accepts
     */
    abstract double cell(int slot, double offset, SeededRandom random);

    /**
     * How well a slot and an offset explain a wanted value, for conditions.
     *
     * @param wanted a value, not missing
     * @param slot a slot
     * @param offset the expected offset
     * @param deviation the offset's standard deviation, above 0
     * @return a density, or a probability where the column is discrete; of use only in comparison
     */
    abstract double likelihood(double wanted, int slot, double offset, double deviation);

    abstract void write(DataOutputStream out) throws IOException;

    /** A table's columns by how they are stored. */
    static ColumnCode read(dev.apes.api.generation.ColumnSchema column, DataInputStream in) throws IOException {
        return switch (column.type()) {
            case NUMERIC, INTEGER -> NumberCode.read(column, in);
            case CATEGORICAL, BOOLEAN -> LevelCode.read(in);
        };
    }
}
