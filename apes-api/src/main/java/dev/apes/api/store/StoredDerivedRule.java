package dev.apes.api.store;

import java.util.Objects;

/**
 * A derived rule as the store has it.
 *
 * @param rule the rule with its parameters in force
 * @param enabled whether it may be used: neither switched off by its owner nor rolled back
 * @param version of its parameters, raised by every promotion
 * @param edited whether its parameters were changed by a person since they were last promoted
 */
public record StoredDerivedRule(DerivedRule rule, boolean enabled, String version, boolean edited) {
    /** Validates. */
    public StoredDerivedRule {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(version, "version");
    }
}
