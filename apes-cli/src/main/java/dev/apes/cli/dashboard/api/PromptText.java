package dev.apes.cli.dashboard.api;

/**
 * A prompt, whole.
 *
 * @param fingerprint of text and context
 * @param text as it was given: not to be trusted
 */
record PromptText(String fingerprint, String text) {}
