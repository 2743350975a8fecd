package dev.apes.generators.neural;

import java.util.Arrays;

/** Rows in a {@link TableCode}: per column the slot of every row and, where the column has modes, the offset. Immutable. */
public final class CodedRows {
    private final TableCode code;
    private final int[][] slot;
    private final float[][] offset;

    CodedRows(TableCode code, int[][] slot, float[][] offset) {
        this.code = code;
        this.slot = slot;
        this.offset = offset;
    }

    /** {@return how many rows} */
    public int rows() {
        return slot[0].length;
    }

    /**
     * @param column from 0
     * @param row from 0
     * @return its slot
     */
    public int slot(int column, int row) {
        return slot[column][row];
    }

    /**
     * @param column from 0
     * @param row from 0
     * @return its offset; 0 if the slot has none
     */
    public float offset(int column, int row) {
        return offset[column].length == 0 ? 0 : offset[column][row];
    }

    /**
     * Writes a row as numbers: offsets, and 1 in the place of its slots.
     *
     * @param row from 0
     * @param into at least the code's width
     * @param at where it begins
     */
    public void write(int row, float[] into, int at) {
        Arrays.fill(into, at, at + code.width(), 0);
        for (int c = 0; c < slot.length; c++) {
            into[at + code.slotsAt(c) + slot[c][row]] = 1;
            if (code.offsetAt(c) >= 0) {
                into[at + code.offsetAt(c)] = offset[c][row];
            }
        }
    }
}
