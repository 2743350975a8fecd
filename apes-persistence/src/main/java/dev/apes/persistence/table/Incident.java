package dev.apes.persistence.table;

import dev.apes.api.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A session that was cut off.
 *
 * @param cause {@code killed}, {@code out_of_memory}, {@code host_restart}, {@code database}, {@code plugin}, {@code failure} or {@code
 *     unknown}
 * @param severity {@code low} if nothing but the running iteration is to be computed again, {@code medium} if more is, {@code high} if
 *     it will happen again unless somebody acts
 * @param happened what, a sentence
 * @param evidence how that is known, sentences
 * @param lost what was lost, a sentence
 * @param repaired what was put right, sentences
 * @param advice what a person can do, sentences
 * @param foundAt when it was noticed; empty before it is stored
 */
public record Incident(
        String cause,
        String severity,
        String happened,
        List<String> evidence,
        String lost,
        List<String> repaired,
        List<String> advice,
        Optional<Instant> foundAt) {
    /** Validates and copies. */
    public Incident {
        Checks.notBlank(cause, "cause of an incident");
        Checks.notBlank(severity, "severity of an incident");
        Checks.notBlank(happened, "what happened");
        evidence = List.copyOf(evidence);
        Checks.notBlank(lost, "what was lost");
        repaired = List.copyOf(repaired);
        advice = List.copyOf(advice);
        Objects.requireNonNull(foundAt, "foundAt");
    }
}
