package dev.apes.api;

import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.GateTestRecord;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What happens in a session, as it happens. Listeners get the events of one session in order, from one thread. */
public sealed interface TrainingEvent {
    /** {@return the session it belongs to} */
    SessionId session();

    /**
     * The session exists and its data are split.
     *
     * @param session the session
     * @param data what it trains on
     * @param evaluator name and version of who judges
     * @param seed its seed
     */
    record SessionStarted(SessionId session, DataSummary data, String evaluator, long seed) implements TrainingEvent {}

    /**
     * A session that was cut off goes on.
     *
     * @param session the session
     * @param data what it trains on
     * @param evaluator name and version of who judges
     * @param seed its seed
     * @param iterations how many are committed already
     * @param note what is done first, e.g. which iterations are computed again because no checkpoint follows them; may be blank
     */
    record SessionResumed(SessionId session, DataSummary data, String evaluator, long seed, int iterations, String note)
            implements TrainingEvent {}

    /**
     * A step begins.
     *
     * @param session the session
     * @param iteration from 1
     * @param step which
     * @param metrics the newest figures, if any
     */
    record StepStarted(SessionId session, int iteration, TrainingStep step, Optional<PerformanceMetrics> metrics)
            implements TrainingEvent {}

    /**
     * A step is part of the way through.
     *
     * @param session the session
     * @param iteration from 1
     * @param step which
     * @param done units of work done
     * @param total units of work in all, at least {@code done}
     */
    record StepProgress(SessionId session, int iteration, TrainingStep step, long done, long total)
            implements TrainingEvent {}

    /**
     * A step is done.
     *
     * @param session the session
     * @param iteration from 1
     * @param step which
     * @param took how long
     * @param summary what came of it, a short sentence
     */
    record StepFinished(SessionId session, int iteration, TrainingStep step, Duration took, String summary)
            implements TrainingEvent {}

    /**
     * The gate has judged a candidate.
     *
     * @param session the session
     * @param iteration from 1
     * @param test what came of it
     */
    record CandidateTested(SessionId session, int iteration, GateTestRecord test) implements TrainingEvent {}

    /**
     * A candidate became the incumbent.
     *
     * @param session the session
     * @param promotion rule, parameters and evidence
     */
    record Promoted(SessionId session, PromotionRecord promotion) implements TrainingEvent {}

    /**
     * An iteration is stored.
     *
     * @param session the session
     * @param record all of it
     */
    record IterationCommitted(SessionId session, IterationRecord record) implements TrainingEvent {}

    /**
     * Something a person should know.
     *
     * @param session the session
     * @param message a sentence
     */
    record Warning(SessionId session, String message) implements TrainingEvent {}

    /**
     * What a paid evaluator took since this process began to work on the session; told just before the end.
     *
     * @param session the session
     * @param evaluator its name
     * @param dryRun whether nothing was asked, so that this is what such a training would take
     * @param calls requests, at least 1
     * @param tokensIn tokens sent, 0 if the evaluator does not count them
     * @param tokensOut tokens received, 0 if the evaluator does not count them
     * @param cost in the currency of the prices the evaluator was given; empty without prices
     * @param sentence the same for people, with what else was counted
     */
    record EvaluatorUsage(
            SessionId session,
            String evaluator,
            boolean dryRun,
            long calls,
            long tokensIn,
            long tokensOut,
            OptionalDouble cost,
            String sentence)
            implements TrainingEvent {}

    /**
     * The session has ended; no event follows.
     *
     * @param session the session
     * @param status its stored state
     * @param reason the stop reason's code
     * @param explanation why, with figures
     * @param totals evaluator calls and the like, by name, in a fixed order
     */
    record SessionFinished(
            SessionId session, SessionStatus status, String reason, String explanation, Map<String, Long> totals)
            implements TrainingEvent {}
}
