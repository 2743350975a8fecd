package dev.apes.api.store;

import dev.apes.api.Checks;
import dev.apes.api.Prompt;
import java.util.Map;
import java.util.Objects;

/**
 * A prompt that step 3 generated and kept.
 *
 * @param fingerprint of its text, as in {@link DataSet.Member#fingerprint()}
 * @param prompt the prompt
 * @param difficulty its level
 * @param domain its domain
 * @param baseline its score as it is, in [0, 1]
 * @param characteristics a few telling features by name, each finite, in a fixed order
 */
public record GeneratedPrompt(
        String fingerprint,
        Prompt prompt,
        String difficulty,
        String domain,
        double baseline,
        Map<String, Double> characteristics) {
    /** Validates and copies. */
    public GeneratedPrompt {
        Checks.notBlank(fingerprint, "fingerprint");
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(difficulty, "difficulty");
        Objects.requireNonNull(domain, "domain");
        Checks.inRange(baseline, 0, 1, "baseline");
        characteristics = Checks.orderedCopy(characteristics);
    }
}
