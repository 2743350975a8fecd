package dev.apes.persistence.query;

/**
 * A prompt of a session's data set.
 *
 * @param position in the data set, from 0
 * @param fingerprint of text and context
 * @param side {@code TRAINING}, {@code VALIDATION}, {@code HOLDOUT} or {@code SET_ASIDE}
 * @param text its beginning, 2,000 characters at most, as it was given: not to be trusted
 * @param length of the whole text in characters
 */
public record PromptItem(int position, String fingerprint, String side, String text, int length) {}
