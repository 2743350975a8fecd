package dev.apes.api.store;

import dev.apes.api.Checks;
import dev.apes.api.SessionId;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.rule.ParameterValues;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A stored session, without its iterations.
 *
 * @param id its identity
 * @param status its stored state
 * @param dataKey fingerprint of the prompts: sessions with equal keys share one error budget
 * @param evaluator who judges
 * @param seed from which every random stream is derived
 * @param configuration settings in force, as text, in a fixed order
 * @param initialParameters the incumbents at the start, by rule id
 * @param iterations how many are committed
 * @param startedAt when it began
 * @param end how it ended, if it did
 * @param lease which process runs it or ran it last; empty where the store keeps no leases
 */
public record SessionRecord(
        SessionId id,
        SessionStatus status,
        String dataKey,
        EvaluatorInfo evaluator,
        long seed,
        Map<String, String> configuration,
        Map<String, ParameterValues> initialParameters,
        int iterations,
        Instant startedAt,
        Optional<SessionEnd> end,
        Optional<SessionLease> lease) {
    /** What keys of the configuration begin with that say what was accepted; the number of iterations then follows. */
    public static final String ACCEPTED = "start.accepted.";

    /** Validates and copies. */
    public SessionRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
        Checks.notBlank(dataKey, "dataKey");
        Objects.requireNonNull(evaluator, "evaluator");
        configuration = Checks.orderedCopy(configuration);
        initialParameters = Checks.orderedCopy(initialParameters);
        Checks.atLeast(iterations, 0, "iterations");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(lease, "lease");
    }

    /**
     * @param configuration of a session
     * @return what it goes on with that it did not begin with, as a person has accepted, by the number of iterations it had then;
     *     ascending, empty if it goes on as it began
     */
    public static SortedMap<Integer, String> acceptedChanges(Map<String, String> configuration) {
        SortedMap<Integer, String> accepted = new TreeMap<>();
        configuration.forEach((key, value) -> {
            if (key.startsWith(ACCEPTED)) {
                accepted.put(Integer.valueOf(key.substring(ACCEPTED.length())), value);
            }
        });
        return accepted;
    }

    /** {@return when it ended, if it did} */
    public Optional<Instant> endedAt() {
        return end.map(SessionEnd::at);
    }

    /** {@return the code of the reason it ended for, if it did} */
    public Optional<String> stopReason() {
        return end.map(SessionEnd::reason);
    }

    /** {@return its state as a person sees it: a stored state of running without a living holder is a crash} */
    public SessionCondition condition() {
        return switch (status) {
            case COMPLETED -> SessionCondition.COMPLETED;
            case INTERRUPTED -> SessionCondition.INTERRUPTED;
            case FAILED -> SessionCondition.FAILED;
            case RUNNING -> abandoned() ? SessionCondition.CRASHED : SessionCondition.RUNNING;
            case STOPPING -> abandoned() ? SessionCondition.CRASHED : SessionCondition.STOPPING;
        };
    }

    private boolean abandoned() {
        return lease.isPresent() && !lease.get().held();
    }

    /**
     * @param newStatus another state
     * @param newIterations another number of committed iterations
     * @param newEnd how it ended, if it did
     * @return this session with those
     */
    public SessionRecord with(SessionStatus newStatus, int newIterations, Optional<SessionEnd> newEnd) {
        return new SessionRecord(
                id,
                newStatus,
                dataKey,
                evaluator,
                seed,
                configuration,
                initialParameters,
                newIterations,
                startedAt,
                newEnd,
                lease);
    }
}
