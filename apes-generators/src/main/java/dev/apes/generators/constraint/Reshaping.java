package dev.apes.generators.constraint;

import dev.apes.api.generation.ColumnSchema;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Turns rows for which something holds into rows of which any will do, and back. Rows keep their width; a column that is not needed is
 * {@code null} in the schema. Immutable once fitted.
 */
interface Reshaping {
    /** Tightens what columns may hold to what can hold together. */
    void tighten(Bounds bounds);

    /** Replaces the columns it reshapes. */
    void reshape(ColumnSchema[] schema);

    /** Reshapes a row, in place. */
    void encode(double[] row);

    /**
     * Turns a row back, in place. Afterwards it holds what it should, within the bounds, unless that is impossible.
     *
     * @param bounds tightened, possibly further by conditions
     */
    void decode(double[] row, Bounds bounds);

    /**
     * Says what a condition means for the reshaped row.
     *
     * @param wanted cells by column, {@code NaN} for none
     * @param inner receives what reshaped cells must be
     * @return columns with a condition that the reshaped row has no cell for
     */
    int[] conditions(double[] wanted, double[] inner);

    /** Writes what it has learnt from the first rows. */
    void write(DataOutputStream out) throws IOException;

    /** Reads what {@link #write} wrote. */
    void read(DataInputStream in) throws IOException;
}
