/** Reads prompt files: every line is used, or counted and named with what is wrong with it. */
package dev.apes.cli.input;
