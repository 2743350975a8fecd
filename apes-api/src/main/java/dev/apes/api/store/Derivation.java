package dev.apes.api.store;

import java.util.Objects;
import java.util.Optional;

/**
 * A derived rule that comes into force for the first time.
 *
 * @param rule the rule
 * @param pattern what it was made of, one of the iteration's patterns: the conditions of the rule are the pattern's own, or say where the
 *     pattern does not hold; empty for a rule made of what rules do together
 */
public record Derivation(DerivedRule rule, Optional<PatternRecord> pattern) {
    /** Validates. */
    public Derivation {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(pattern, "pattern");
    }
}
