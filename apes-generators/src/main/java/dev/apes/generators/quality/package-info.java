/**
 * Internal: how good generated rows are, as a table and row by row. Figures follow SDMetrics' definitions as of 2023 where it has
 * them; each class says where it deviates. A figure that is undefined is empty, never 1.
 */
package dev.apes.generators.quality;
