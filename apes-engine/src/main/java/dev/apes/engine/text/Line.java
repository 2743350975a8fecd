package dev.apes.engine.text;

/**
 * One line of a text, without its terminator.
 *
 * @param kind what it looks like
 * @param start offset of the first character
 * @param end offset behind the last character before the line terminator
 */
public record Line(LineKind kind, int start, int end) {}
