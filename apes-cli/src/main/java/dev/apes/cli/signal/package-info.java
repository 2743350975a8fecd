/** Signals of the operating system, and what takes their place where there are none. No picocli. */
package dev.apes.cli.signal;
