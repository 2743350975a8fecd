package dev.apes.api.contract;

import dev.apes.api.DataSummary;
import dev.apes.api.HoldoutResult;
import dev.apes.api.PromotionId;
import dev.apes.api.Prompt;
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
import dev.apes.api.store.Checkpoint;
import dev.apes.api.store.DataSet;
import dev.apes.api.store.DataSide;
import dev.apes.api.store.ErrorBudget;
import dev.apes.api.store.GateTestRecord;
import dev.apes.api.store.GeneratedPrompt;
import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.ModelRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.RuleApplication;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.api.store.StrategyRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
                new EvaluatorInfo("contract", "1", "an evaluator", true, false, Map.of("k", "v"), List.of("Agrees.")),
                -7L,
                configuration,
                initial,
                0,
                START.plusSeconds(startOffsetSeconds),
                Optional.empty(),
                Optional.empty());
    }

    static SessionEnd end(String reason, int secondsAfterStart) {
        return new SessionEnd(
                reason,
                "because of \u201c" + reason + "\u201d",
                START.plusSeconds(secondsAfterStart),
                4321,
                Optional.of(new HoldoutResult("all", 20, 7, 0.5, 0.45, 0.625, 0.01, 0.34)),
                List.of(new HoldoutResult("arena", 8, 3, 0.5, 0.45, 0.625, -0.01, 0.36)));
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
        Map<TrainingStep, Long> calls = Map.of(TrainingStep.ASSESS, 700L);
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
                        OptionalDouble.empty(),
                        OptionalDouble.of(0.03125)),
                0.017,
                true,
                List.of(new RulePerformance(ALPHA.id(), 40, 30, 0.02, 0.11, 0.53, domains)),
                new GapReport(List.of(new Gap(
                        Gap.Kind.METRIC,
                        "modelAccuracy",
                        0.7,
                        0.85,
                        0.15,
                        0.18,
                        0.1,
                        0.9,
                        OptionalDouble.of(-0.01),
                        0.4,
                        false,
                        "далеко 🚀"))),
                "rule_focused",
                new StrategyRecord(
                        "rule_focused",
                        "it bought most",
                        Optional.of("hybrid"),
                        0.625,
                        List.of(new StrategyRecord.Arm("rule_focused", 3.5, 0.0625, 0.001)),
                        4,
                        Map.of(ALPHA.id(), 120),
                        Map.of("hard", 200),
                        List.of(0.2, 0.3, 0.5),
                        OptionalDouble.of(0.25)),
                new GenerationRecord(
                        "copula", 200, 150, Map.of("duplicate", 50), Map.of("hard", 150), 0.7, Map.of("words", 0.7)),
                640,
                100,
                List.of(new GateTestRecord(
                        ALPHA.id(), GateTestRecord.Outcome.values()[0], 0.021, 0.0009, 0.00125, 211, 0, "tested")),
                promotions,
                times,
                calls,
                List.of("a note with \"quotes\", a\nline break and שלום"));
    }

    /** Of an iteration whose gaps are as severe as given; with no rows, nothing is generated. */
    static IterationCommit generating(
            SessionId session, int number, String method, int rows, Map<String, Double> gaps) {
        IterationRecord plain = iteration(number, List.of());
        List<Gap> report = new ArrayList<>();
        gaps.forEach((subject, severity) -> report.add(new Gap(
                Gap.Kind.RULE_EFFECTIVENESS,
                subject,
                0.5,
                0.8,
                0.3,
                Math.abs(severity),
                0.1,
                0.9,
                OptionalDouble.empty(),
                0.4,
                severity < 0,
                "a gap")));
        return IterationCommit.of(
                session,
                new IterationRecord(
                        plain.summary(),
                        plain.shownImprovement(),
                        plain.best(),
                        plain.rules(),
                        new GapReport(report),
                        plain.strategy(),
                        plain.choice(),
                        rows == 0
                                ? GenerationRecord.NONE
                                : new GenerationRecord(method, rows, rows / 2, Map.of(), Map.of(), 0.1 * number),
                        plain.modelSamples(),
                        plain.candidates(),
                        plain.gateTests(),
                        plain.promotions(),
                        plain.stepTimes(),
                        plain.stepCalls(),
                        plain.notes()),
                List.of(),
                ErrorBudget.FRESH);
    }

    static IterationCommit commit(SessionId session, int number, ErrorBudget budget, PromotionRecord... promotions) {
        return IterationCommit.of(
                session,
                iteration(number, List.of(promotions)),
                List.of(pattern(ALPHA.id(), number), pattern(BETA.id(), 0)),
                budget);
    }

    static IterationCommit withCheckpoint(SessionId session, int number, byte[] state) {
        IterationCommit plain = commit(session, number, ErrorBudget.FRESH);
        return new IterationCommit(
                session,
                plain.record(),
                plain.patterns(),
                plain.budget(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(new Checkpoint(number, 3, state)));
    }

    static IterationCommit withEverything(SessionId session, int number) {
        IterationCommit plain = commit(session, number, ErrorBudget.FRESH);
        List<RuleApplication> measured = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            measured.add(new RuleApplication(
                    i % 2 == 0 ? ALPHA.id() : BETA.id(),
                    values(1 + i % 5, 0.5),
                    fingerprint(i),
                    "software",
                    "explain",
                    i % 3 == 0 ? RuleApplication.Origin.GENERATED : RuleApplication.Origin.VALIDATION,
                    Map.of("words", 10.0 + i),
                    0.5,
                    i % 4 == 0 ? 0.5 : 0.625,
                    1));
        }
        GeneratedPrompt generated = new GeneratedPrompt(
                fingerprint(1000),
                Prompt.of("generated-1-0", "a \"generated\" prompt,\twith a tab\nand a \\ line 🚀"),
                "hard",
                "software",
                0.375,
                Map.of("words", 9.0));
        return new IterationCommit(
                session,
                plain.record(),
                plain.patterns(),
                plain.budget(),
                measured,
                List.of(generated),
                Optional.of(new ModelRecord(
                        session + "/" + number,
                        "boosted trees",
                        0.7,
                        300,
                        200,
                        Map.of("eta", "0.1"),
                        Map.of("loss", 0.01))),
                Optional.of(new Checkpoint(number, 1, new byte[] {0, 1, 2})));
    }

    /** A quarter of the prompts are on the validation side; prompt {@code from + i} is the same in every data set. */
    static DataSet dataSet(String key, int from, int count) {
        List<DataSet.Member> members = new ArrayList<>();
        int[] sides = new int[4];
        for (int i = from; i < from + count; i++) {
            DataSide side = DataSide.values()[i % 4];
            sides[i % 4]++;
            Prompt prompt = new Prompt(
                    "p-" + i,
                    "prompt " + i + " says \"ünïcode 🌱\",\n\ta tab and a \\ backslash",
                    i % 2 == 0 ? Optional.of("law") : Optional.empty(),
                    i % 3 == 0 ? Optional.of("context " + i) : Optional.empty(),
                    i % 5 == 0 ? List.of(new Prompt.Example("in " + i, "out")) : List.of(),
                    i % 7 == 0 ? Optional.of("reference") : Optional.empty(),
                    i % 2 == 0 ? Map.of("source", "contract") : Map.of());
            members.add(new DataSet.Member(fingerprint(i), prompt, side));
        }
        return new DataSet(
                key, "", new DataSummary("contract", count + 1, 1, sides[3], sides[0], sides[1], sides[2]), members);
    }

    private static String fingerprint(int i) {
        return String.format("%064x", i);
    }
}
