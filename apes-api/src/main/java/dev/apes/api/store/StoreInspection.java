package dev.apes.api.store;

import dev.apes.api.Checks;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a store is, what it holds and what it lacks.
 *
 * @param description product, version and place without secrets, e.g. {@code PostgreSQL 17.5 at 127.0.0.1:5433/apes}
 * @param findings what was looked at and found in order, sentences
 * @param missing what {@link SessionStore#prepare} would do, e.g. {@code create the tables}; empty if it is ready
 * @param blocked why it can't be used, and what to do about it
 */
public record StoreInspection(
        String description, List<String> findings, List<String> missing, Optional<String> blocked) {
    /** Validates and copies. */
    public StoreInspection {
        Checks.notBlank(description, "description of a store");
        findings = List.copyOf(findings);
        missing = List.copyOf(missing);
        Objects.requireNonNull(blocked, "blocked");
    }
}
