/** Internal: the method {@code rule_focused}, which searches for rows that a scorer wants within what the data make plausible. */
package dev.apes.generators.rulefocused;
