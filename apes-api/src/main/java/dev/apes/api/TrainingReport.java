package dev.apes.api;

import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.store.CombinationRecord;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The final report of a session.
 *
 * @param session the session
 * @param status its stored state
 * @param stopReason why it ended
 * @param stopExplanation why it ended, with figures
 * @param evaluator who judged
 * @param data what it trained on
 * @param holdout the result on all holdout prompts; empty if the session was cut off before it could be measured
 * @param holdoutBySource the same per source of the prompts, in a fixed order; empty when there is only one
 * @param rules what became of each rule, in rule order
 * @param promotions in order
 * @param iterations the first and the newest 1,000, in order; the store has them all
 * @param patterns known at the end
 * @param combinations what rules do together, as last measured on training prompts
 * @param derived the derived rules in force at the end, in the order in which they were promoted
 * @param examples enhanced holdout prompts, before and after
 * @param duration running time
 * @param evaluatorCalls in all, the holdout's included
 * @param provenance seed, versions, input hash, JVM, by name, in a fixed order
 */
public record TrainingReport(
        SessionId session,
        SessionStatus status,
        StopReason stopReason,
        String stopExplanation,
        EvaluatorInfo evaluator,
        DataSummary data,
        Optional<HoldoutResult> holdout,
        List<HoldoutResult> holdoutBySource,
        List<RuleReport> rules,
        List<PromotionRecord> promotions,
        List<IterationRecord> iterations,
        List<PatternRecord> patterns,
        List<CombinationRecord> combinations,
        List<DerivedRule> derived,
        List<ScoredExample> examples,
        Duration duration,
        long evaluatorCalls,
        Map<String, String> provenance) {
    /** Validates and copies. */
    public TrainingReport {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(stopReason, "stopReason");
        Checks.notBlank(stopExplanation, "stopExplanation");
        Objects.requireNonNull(evaluator, "evaluator");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(holdout, "holdout");
        holdoutBySource = List.copyOf(holdoutBySource);
        rules = List.copyOf(rules);
        promotions = List.copyOf(promotions);
        iterations = List.copyOf(iterations);
        patterns = List.copyOf(patterns);
        combinations = List.copyOf(combinations);
        derived = List.copyOf(derived);
        examples = List.copyOf(examples);
        Objects.requireNonNull(duration, "duration");
        Checks.atLeast(evaluatorCalls, 0, "evaluatorCalls");
        provenance = Checks.orderedCopy(provenance);
    }

    /** {@return how many iterations were committed, also where {@link #iterations()} leaves some out} */
    public int iterationCount() {
        return iterations.isEmpty() ? 0 : iterations.get(iterations.size() - 1).iteration();
    }

    /**
     * An enhanced prompt with its scores.
     *
     * @param enhanced before, after and why
     * @param before score of the original in [0, 1]
     * @param after score of the enhanced text in [0, 1]
     */
    public record ScoredExample(EnhancedPrompt enhanced, double before, double after) {
        /** Validates. */
        public ScoredExample {
            Objects.requireNonNull(enhanced, "enhanced");
            Checks.inRange(before, 0, 1, "before");
            Checks.inRange(after, 0, 1, "after");
        }
    }
}
