package dev.apes.engine.rubric;

/**
 * A prompt and whether it can be acted on without asking back.
 *
 * @param prompt the text
 * @param vague true if it cannot
 */
public record LabelledPrompt(String prompt, boolean vague) {}
