package dev.apes.api.generation;

/** The four kinds of column. */
public enum ColumnType {
    /** Finite reals. */
    NUMERIC,
    /** Whole numbers, exact up to 2<sup>53</sup>. */
    INTEGER,
    /** Unordered levels, stored as indices into {@link ColumnSchema#levels()}. */
    CATEGORICAL,
    /** False and true, stored as 0 and 1. */
    BOOLEAN
}
