package dev.apes.api.generation;

/**
 * Says how much a row is wanted, for methods that search rather than only imitate. Pure and thread-safe.
 */
@FunctionalInterface
public interface RowScorer {
    /**
     * @param rows candidate rows in the fitted table's schema
     * @return one finite score per row, higher is more wanted
     */
    double[] score(Table rows);
}
