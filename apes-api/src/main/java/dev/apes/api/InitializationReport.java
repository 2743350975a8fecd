package dev.apes.api;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the phases of initialisation found and did.
 *
 * @param phases in order
 */
public record InitializationReport(List<PhaseResult> phases) {
    /** Copies. */
    public InitializationReport {
        phases = List.copyOf(phases);
    }

    /** {@return whether training can start: no phase is blocked} */
    public boolean ready() {
        return phases.stream().noneMatch(p -> p.outcome() == Outcome.BLOCKED);
    }

    /** What a phase came to. */
    public enum Outcome {
        /** All was there. */
        OK,
        /** Something was missing and has been done. */
        DONE,
        /** Training can start, but a person should know. */
        WARNING,
        /** Training can't start. */
        BLOCKED
    }

    /**
     * One phase.
     *
     * @param name of the phase
     * @param outcome what it came to
     * @param findings what was found and done, sentences
     * @param took how long
     */
    public record PhaseResult(String name, Outcome outcome, List<String> findings, Duration took) {
        /** Validates and copies. */
        public PhaseResult {
            Checks.notBlank(name, "phase name");
            Objects.requireNonNull(outcome, "outcome");
            findings = List.copyOf(findings);
            Objects.requireNonNull(took, "took");
        }
    }
}
