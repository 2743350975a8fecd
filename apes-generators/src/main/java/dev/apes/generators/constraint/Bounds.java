package dev.apes.generators.constraint;

/**
 * What each column of a row may hold at least and at most; where both are equal, the column is fixed.
 *
 * @param low by column
 * @param high by column
 * @param optional columns that are sometimes missing and not under a condition: what can't hold with them holds without
 */
record Bounds(double[] low, double[] high, boolean[] optional) {
    Bounds copy() {
        return new Bounds(low.clone(), high.clone(), optional.clone());
    }

    /** {@return the nearest number within; missing stays missing} */
    double clip(int column, double v) {
        return v < low[column] ? low[column] : v > high[column] ? high[column] : v;
    }
}
