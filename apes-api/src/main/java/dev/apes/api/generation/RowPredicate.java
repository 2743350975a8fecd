package dev.apes.api.generation;

/** Says whether a row is acceptable. Pure and thread-safe. */
@FunctionalInterface
public interface RowPredicate {
    /**
     * @param row cells in the order of the schema it was made for; {@code NaN} where missing; not to be changed
     * @return whether the row is acceptable
     */
    boolean test(double[] row);
}
