/** Internal: what all methods share about typed tables — seeded randomness, a bounded summary, distances, binary form. */
package dev.apes.generators.table;
