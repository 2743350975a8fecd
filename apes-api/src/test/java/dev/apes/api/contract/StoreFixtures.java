package dev.apes.api.contract;

import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.TrainingStep;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapReport;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.GateTestRecord;
import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Records for store tests with something in every field that is easily lost: one-sided intervals, whole-number reals, text
 * outside the basic plane, absent optionals. Times are whole milliseconds, which every store keeps.
 */
final class StoreFixtures {
    static final Instant START = Instant.parse("2026-03-01T10:15:30.125Z");
    static final RuleDefinition ALPHA = rule("contract_alpha", 3);
    static final RuleDefinition BETA = rule("contract_beta", 2);
    static final List<RuleDefinition> RULES = List.of(ALPHA, BETA);

    private StoreFixtures() {}

    private static RuleDefinition rule(String id, int priority) {
        return new RuleDefinition(
                id,
                "Rule " + id,
                "fundamental",
                "a rule of the contract tests",
                priority,
                "1.0.0",
                ParameterSpace.of(
                        ParameterDefinition.integer("count", 3, 1, 5, "an integer"),
                        ParameterDefinition.real("share", 1.0, 0, 2, "a real whose default is whole"),
                        ParameterDefinition.flag("strict", true, "a flag"),
                        ParameterDefinition.choice("place", "before", List.of("before", "after"), "a choice")));
    }

    static ParameterValues values(int count, double share) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("count", count);
        values.put("share", share);
        values.put("strict", false);
        values.put("place", "after");
        return new ParameterValues(values);
    }

    static SessionRecord session(String id, String dataKey, int startOffsetSeconds) {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("zulu", "last name, first place");
        configuration.put("alpha", "ünïcode 🌱");
        Map<String, ParameterValues> initial = new LinkedHashMap<>();
        initial.put(BETA.id(), BETA.parameters().defaults());
        initial.put(ALPHA.id(), ALPHA.parameters().defaults());
        return new SessionRecord(
                new SessionId(id),
                SessionStatus.RUNNING,
                dataKey,
                new EvaluatorInfo("contract", "1", "an evaluator", true, false, Map.of("k", "v")),
                -7L,
                configuration,
                initial,
                0,
                START.plusSeconds(startOffsetSeconds),
                Optional.empty(),
                Optional.empty());
    }

    static PromotionRecord promotion(
            SessionId session, String rule, int iteration, ParameterValues before, ParameterValues after) {
        return new PromotionRecord(
                new PromotionId(session, rule, iteration),
                before,
                after,
                0.021,
                0.004,
                0.038,
                0.31,
                0.0009,
                0.00125,
                211);
    }

    static PatternRecord pattern(String rule, double low) {
        return new PatternRecord(
                rule,
                values(2, 0.5),
                List.of(
                        new PatternRecord.Condition("words", low, Double.POSITIVE_INFINITY),
                        new PatternRecord.Condition("has_code", Double.NEGATIVE_INFINITY, 0.5)),
                0.25,
                0.03,
                1.6,
                1.2,
                2.1,
                true);
    }

    static IterationRecord iteration(int number, List<PromotionRecord> promotions) {
        Map<String, Double> domains = new LinkedHashMap<>();
        domains.put("software", 0.01);
        domains.put("law", -0.002);
        Map<TrainingStep, Duration> times = new LinkedHashMap<>();
        times.put(TrainingStep.ASSESS, Duration.ofMillis(120));
        times.put(TrainingStep.UPDATE, Duration.ofMillis(3));
        return new IterationRecord(
                new IterationSummary(
                        number,
                        new PerformanceMetrics(0.7, 0.55, 0.3, 1234.5),
                        number == 1 ? 0 : 0.015,
                        promotions.size(),
                        1000L * number,
                        Duration.ofMillis(4500L * number),
                        false,
                        number == 2,
                        OptionalDouble.of(0.125),
                        OptionalDouble.empty()),
                0.017,
                true,
                List.of(new RulePerformance(ALPHA.id(), 40, 30, 0.02, 0.11, 0.53, domains)),
                new GapReport(List.of(new Gap(
                        Gap.Kind.METRIC, "modelAccuracy", 0.7, 0.85, 0.15, 0.18, 0.1, 0.9, 0.4, false, "далеко 🚀"))),
                "rule_focused",
                new GenerationRecord("copula", 200, 150, Map.of("duplicate", 50), Map.of("hard", 150), 0.7),
                640,
                100,
                List.of(new GateTestRecord(
                        ALPHA.id(), GateTestRecord.Outcome.values()[0], 0.021, 0.0009, 0.00125, 211, 0, "tested")),
                promotions,
                times,
                List.of("a note with \"quotes\", a\nline break and שלום"));
    }

    static IterationCommit commit(SessionId session, int number, ErrorBudget budget, PromotionRecord... promotions) {
        return new IterationCommit(
                session,
                iteration(number, List.of(promotions)),
                List.of(pattern(ALPHA.id(), number), pattern(BETA.id(), 0)),
                budget);
    }
}
