package dev.apes.persistence.query;

/**
 * How many rows a table has.
 *
 * @param table its name
 * @param rows how many
 * @param exact whether they were counted; large tables are estimated
 */
public record TableRows(String table, long rows, boolean exact) {}
