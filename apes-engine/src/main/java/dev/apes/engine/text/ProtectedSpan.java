package dev.apes.engine.text;

/**
 * A part of a prompt that an edit must not touch.
 *
 * @param kind why
 * @param start offset of its first character
 * @param end offset behind its last character, greater than {@code start}
 */
public record ProtectedSpan(ProtectedKind kind, int start, int end) {}
