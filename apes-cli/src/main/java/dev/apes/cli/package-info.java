/** The command line: one class per command. Commands parse, call and print; they decide nothing. */
package dev.apes.cli;
