package dev.apes.cli.report;

import dev.apes.api.DataSummary;
import dev.apes.api.EnhancedPrompt;
import dev.apes.api.HoldoutResult;
import dev.apes.api.PromotionId;
import dev.apes.api.Prompt;
import dev.apes.api.RuleReport;
import dev.apes.api.SessionId;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingStep;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapReport;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.store.CombinationRecord;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.GateTestRecord;
import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.StoredSelection;
import dev.apes.api.store.StrategyRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A session's records, with one rule promoted and one untestable, for the tests of what is printed. */
final class SampleSession {
    static final SessionId ID = new SessionId("sample");
    static final ParameterValues BEFORE = new ParameterValues(ordered("threshold", 0.7, "tidy", true, "place", "end"));
    static final ParameterValues AFTER =
            new ParameterValues(ordered("threshold", 0.55, "tidy", true, "place", "start"));
    static final GateTestRecord UNTESTABLE =
            new GateTestRecord("rule_b", GateTestRecord.Outcome.UNTESTABLE, 0, 1, 0, 7, 140, "Too few prompts differ.");
    static final GateTestRecord OTHER = new GateTestRecord(
            "rule_selection", GateTestRecord.Outcome.REJECTED, 0.001, 0.4, 0.001, 80, 0, "Not proven better.");
    static final PromotionRecord PROMOTION = new PromotionRecord(
            new PromotionId(ID, "rule_a", 1), BEFORE, AFTER, 0.021, 0.012, 0.030, 0.42, 0.00004, 0.01, 210);

    private SampleSession() {}

    static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    static RulePerformance performance(String rule) {
        return new RulePerformance(rule, 376, 236, 0.034, 0.1, 0.56, Map.of("coding", 0.02));
    }

    static IterationRecord iteration(int seconds) {
        return new IterationRecord(
                new IterationSummary(
                        1,
                        new PerformanceMetrics(0.81, 0.56, 0.31, 120.5 + seconds),
                        0,
                        1,
                        5_000,
                        Duration.ofSeconds(seconds),
                        false,
                        false,
                        OptionalDouble.of(0.1),
                        OptionalDouble.empty()),
                0.01 * seconds,
                true,
                List.of(performance("rule_a"), performance("rule_b")),
                new GapReport(List.of(new Gap(
                        Gap.Kind.RULE_EFFECTIVENESS,
                        "rule_b",
                        0.5,
                        0.8,
                        0.3,
                        0.4,
                        0.25,
                        0.9,
                        OptionalDouble.empty(),
                        0.2,
                        false,
                        "No model yet."))),
                "rule_focused",
                StrategyRecord.NONE,
                new GenerationRecord("copula", 200, 150, Map.of("duplicate", 50), Map.of("hard", 150), 0.3),
                3_000,
                50,
                List.of(UNTESTABLE, OTHER),
                List.of(PROMOTION),
                Map.of(TrainingStep.ASSESS, Duration.ofSeconds(seconds)),
                Map.of(),
                List.of("Ten rows could not be realised."));
    }

    static TrainingReport report(HoldoutResult holdout, String promptText, String session, int seconds) {
        EnhancedPrompt enhanced = new EnhancedPrompt(
                Prompt.of("p-1", promptText),
                promptText + "\nBetter.",
                List.of(new EnhancedPrompt.Applied(
                        "rule_a", List.of(new Edit(Edit.Kind.ADD, "", "Better.", "The goal was not named.")))),
                List.of(new EnhancedPrompt.LeftOut("rule_b", "No examples.")));
        return new TrainingReport(
                new SessionId(session),
                SessionStatus.COMPLETED,
                new StopReason.ImprovementBelowThreshold(0.02, 3),
                "The improvement stayed below 0.02 three times in a row.",
                new EvaluatorInfo(
                        "rubric",
                        "1.0.0",
                        "A proxy for what people prefer",
                        true,
                        false,
                        Map.of(),
                        List.of("Agrees on 8 of 10 pairs.")),
                new DataSummary("given prompts", 1_878, 3, 5, 1_122, 374, 374),
                Optional.of(holdout),
                List.of(new HoldoutResult("web", 100, 50, 0.5, 0.54, 0.56, 0.01, 0.03)),
                List.of(
                        new RuleReport("rule_a", BEFORE, AFTER, performance("rule_a"), "Proven better."),
                        new RuleReport(
                                "rule_b", BEFORE, BEFORE, performance("rule_b"), "No candidate could be tested.")),
                List.of(PROMOTION),
                List.of(iteration(seconds)),
                List.of(new PatternRecord(
                        "rule_a",
                        AFTER,
                        List.of(new PatternRecord.Condition("words", Double.NEGATIVE_INFINITY, 12)),
                        0.3,
                        0.05,
                        1.5,
                        1.2,
                        1.8,
                        true)),
                List.of(
                        new CombinationRecord(
                                List.of("rule_a", "rule_b"),
                                Optional.empty(),
                                0.01,
                                Map.of("rule_a", 0.03, "rule_b", 0.02),
                                Optional.of(new CombinationRecord.Interaction(-0.04, -0.06, -0.02, 0.001)),
                                24,
                                1),
                        new CombinationRecord(
                                List.of("rule_a"),
                                Optional.of("code"),
                                0.05,
                                Map.of("rule_a", 0.05),
                                Optional.empty(),
                                60,
                                1)),
                List.of(new DerivedRule(
                        "rule_a_only_0badcafe",
                        "rule_a",
                        AFTER,
                        List.of(new PatternRecord.Condition("words", Double.NEGATIVE_INFINITY, 12)),
                        true)),
                List.of(new TrainingReport.ScoredExample(enhanced, 0.4, 0.5)),
                Duration.ofSeconds(seconds),
                6_000,
                Map.of("seed", "7"));
    }

    /** A session that proved which rules are better left out, and changed no parameter. */
    static TrainingReport onlyASelection() {
        TrainingReport r = report();
        return new TrainingReport(
                r.session(),
                r.status(),
                r.stopReason(),
                r.stopExplanation(),
                r.evaluator(),
                r.data(),
                r.holdout(),
                r.holdoutBySource(),
                r.rules().stream().filter(rule -> !rule.changed()).toList(),
                List.of(new PromotionRecord(
                        new PromotionId(ID, StoredSelection.RULE_ID, 1),
                        new ParameterValues(Map.of("model_of_iteration", 0)),
                        new ParameterValues(Map.of("model_of_iteration", 1)),
                        0.05,
                        0.04,
                        0.06,
                        0.57,
                        0.0001,
                        0.0015,
                        145)),
                r.iterations(),
                r.patterns(),
                r.combinations(),
                r.derived(),
                r.examples(),
                r.duration(),
                r.evaluatorCalls(),
                r.provenance());
    }

    static TrainingReport report() {
        return report(
                new HoldoutResult("all", 374, 214, 0.512, 0.54, 0.561, 0.012, 0.030), "Write a poem.", "sample", 12);
    }
}
