package dev.apes.api.store;

import dev.apes.api.Checks;
import dev.apes.api.SessionId;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.rule.ParameterValues;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A stored session, without its iterations.
 *
 * @param id its identity
 * @param status its stored state
 * @param dataKey fingerprint of prompts and split: sessions with equal keys share one error budget
 * @param evaluator who judges
 * @param seed from which every random stream is derived
 * @param configuration settings in force, as text, in a fixed order
 * @param initialParameters the incumbents at the start, by rule id
 * @param iterations how many are committed
 * @param startedAt when it began
 * @param endedAt when it ended, if it did
 * @param stopReason the code of the reason it ended for, if it did
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
        Optional<Instant> endedAt,
        Optional<String> stopReason) {
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
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(stopReason, "stopReason");
    }
}
