package dev.apes.engine.text;

/**
 * One token of a text.
 *
 * @param kind what it is
 * @param start offset of its first character
 * @param end offset behind its last character, greater than {@code start}
 */
public record Token(TokenKind kind, int start, int end) {}
