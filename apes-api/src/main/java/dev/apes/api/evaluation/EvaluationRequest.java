package dev.apes.api.evaluation;

import dev.apes.api.Checks;
import dev.apes.api.Prompt;
import java.util.Objects;

/**
 * Asks for the score of a text as a version of an original prompt.
 *
 * @param text the version to score; equal to {@code original.text()} for the baseline
 * @param original the prompt it is a version of, with context and reference
 * @param replicate tells repeated measurements of a noisy evaluator apart; 0 for the first
 */
public record EvaluationRequest(String text, Prompt original, int replicate) {
    /** Validates. */
    public EvaluationRequest {
        Checks.notBlank(text, "text to evaluate");
        Objects.requireNonNull(original, "original");
        Checks.atLeast(replicate, 0, "replicate");
    }

    /**
     * @param prompt a prompt
     * @return the request for its own baseline
     */
    public static EvaluationRequest baseline(Prompt prompt) {
        return new EvaluationRequest(prompt.text(), prompt, 0);
    }
}
