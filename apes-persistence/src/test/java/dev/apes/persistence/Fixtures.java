package dev.apes.persistence;

import dev.apes.api.DataSummary;
import dev.apes.api.PromotionId;
import dev.apes.api.Prompt;
import dev.apes.api.SessionId;
import dev.apes.api.TrainingStep;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.gap.GapReport;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.store.Checkpoint;
import dev.apes.api.store.CombinationRecord;
import dev.apes.api.store.DataSet;
import dev.apes.api.store.DataSide;
import dev.apes.api.store.Derivation;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.ErrorBudget;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Rules, sessions and iterations to store. */
public final class Fixtures {
    public static final RuleDefinition RULE = new RuleDefinition(
            "clarity_enhancement",
            "Clarity",
            "fundamental",
            "makes it clear",
            10,
            "1.0.0",
            ParameterSpace.of(
                    ParameterDefinition.integer("count", 3, 1, 5, "how many"),
                    ParameterDefinition.real("share", 1.0, 0, 2, "how much"),
                    ParameterDefinition.flag("strict", true, "whether"),
                    ParameterDefinition.choice("place", "before", List.of("before", "after", "inside"), "where")));
    public static final List<RuleDefinition> RULES = List.of(RULE);
    public static final ParameterValues DEFAULTS = RULE.parameters().defaults();
    public static final ParameterValues BETTER = DEFAULTS.with("count", 4).with("share", 1.25);

    private Fixtures() {}

    public static SessionRecord session(String id, String dataKey) {
        return new SessionRecord(
                new SessionId(id),
                SessionStatus.RUNNING,
                dataKey,
                new EvaluatorInfo("rubric", "1", "offline", true, false, Map.of()),
                42,
                Map.of("threshold", "0.02"),
                Map.of(RULE.id(), DEFAULTS),
                0,
                Instant.parse("2026-03-01T10:15:30Z"),
                Optional.empty(),
                Optional.empty());
    }

    public static SessionEnd end(String reason) {
        return new SessionEnd(
                reason, "because", Instant.parse("2026-03-01T11:00:00Z"), 17, Optional.empty(), List.of());
    }

    public static PromotionRecord promotion(
            SessionId session, int iteration, String rule, ParameterValues before, ParameterValues after) {
        return new PromotionRecord(
                new PromotionId(session, rule, iteration), before, after, 0.02, 0.01, 0.03, 0.4, 0.001, 0.005, 120);
    }

    public static IterationCommit commit(SessionId session, int number, PromotionRecord... promotions) {
        return IterationCommit.of(
                session, iteration(number, List.of(promotions), GenerationRecord.NONE), List.of(), ErrorBudget.FRESH);
    }

    public static IterationRecord iteration(int number, List<PromotionRecord> promotions, GenerationRecord generation) {
        return new IterationRecord(
                new IterationSummary(
                        number,
                        new PerformanceMetrics(0.7, 0.55, 0.3, 100),
                        0.015,
                        promotions.size(),
                        1000L * number,
                        Duration.ofSeconds(number),
                        false,
                        false,
                        OptionalDouble.empty(),
                        OptionalDouble.empty()),
                0.017,
                true,
                List.of(),
                new GapReport(List.of()),
                "rule_focused",
                StrategyRecord.NONE,
                generation,
                10,
                5,
                List.of(),
                promotions,
                Map.of(TrainingStep.ASSESS, Duration.ofMillis(1500)),
                Map.of(),
                List.of());
    }

    /** An iteration as large as they come: measurements, generated prompts, patterns, a model and a checkpoint. */
    public static IterationCommit large(SessionId session, int number, int measured, int generated, byte[] state) {
        List<RuleApplication> applications = new ArrayList<>();
        for (int i = 0; i < measured; i++) {
            applications.add(new RuleApplication(
                    RULE.id(),
                    i % 2 == 0 ? DEFAULTS : BETTER,
                    fingerprint(i % 400),
                    "software",
                    "explain",
                    RuleApplication.Origin.VALIDATION,
                    Map.of("words", 10.0 + i % 50, "sentences", 1.0 + i % 7, "questions", i % 3 * 1.0),
                    0.5,
                    0.5 + (i % 10) / 100.0,
                    1));
        }
        List<GeneratedPrompt> prompts = new ArrayList<>();
        for (int i = 0; i < generated; i++) {
            prompts.add(generated(number * 1_000_000 + i, "generated prompt " + i + " of iteration " + number));
        }
        return new IterationCommit(
                session,
                iteration(
                        number,
                        List.of(),
                        new GenerationRecord(
                                "copula", 200, generated, Map.of("duplicate", 3), Map.of("hard", generated), 0.4)),
                List.of(pattern(1), pattern(number)),
                ErrorBudget.FRESH,
                applications,
                prompts,
                Optional.of(new ModelRecord(
                        session + "/" + number, "boosted trees", 0.7, 300, 200, Map.of("eta", "0.1"), Map.of())),
                Optional.of(new Checkpoint(number, 1, state)));
    }

    public static GeneratedPrompt generated(int number, String text) {
        return new GeneratedPrompt(
                fingerprint(number), Prompt.of("g-" + number, text), "hard", "software", 0.375, Map.of("words", (double)
                        number));
    }

    /** Made of {@link #pattern} 1. */
    public static final DerivedRule DERIVED =
            DerivedRule.of(RULE.id(), BETTER, pattern(1).conditions(), true);

    /** An iteration that makes a derived rule, and tells of combinations. */
    public static IterationCommit deriving(SessionId session, int number) {
        PromotionRecord promotion =
                promotion(session, number, DERIVED.id(), new ParameterValues(Map.of()), DERIVED.values());
        return new IterationCommit(
                session,
                iteration(number, List.of(promotion), GenerationRecord.NONE),
                List.of(pattern(1)),
                ErrorBudget.FRESH,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(
                        new CombinationRecord(
                                List.of("b", RULE.id()),
                                Optional.empty(),
                                0.125,
                                Map.of("b", 0.25, RULE.id(), -0.5),
                                Optional.of(new CombinationRecord.Interaction(-0.0625, -0.125, 1e-17, 0.03)),
                                24,
                                number),
                        new CombinationRecord(
                                List.of("b"),
                                Optional.of("code"),
                                0.5,
                                Map.of("b", 0.5),
                                Optional.empty(),
                                40,
                                number)),
                List.of(new Derivation(DERIVED, Optional.of(pattern(1)))),
                Optional.empty());
    }

    public static PatternRecord pattern(double low) {
        return new PatternRecord(
                RULE.id(),
                BETTER,
                List.of(new PatternRecord.Condition("words", low, Double.POSITIVE_INFINITY)),
                0.25,
                0.03,
                1.6,
                1.2,
                2.1,
                true);
    }

    public static DataSet dataSet(String key, int from, List<String> texts) {
        List<DataSet.Member> members = new ArrayList<>();
        int[] sides = new int[4];
        for (int i = 0; i < texts.size(); i++) {
            DataSide side = DataSide.values()[i % 3];
            sides[i % 3]++;
            members.add(new DataSet.Member(fingerprint(from + i), Prompt.of("p-" + i, texts.get(i)), side));
        }
        return new DataSet(key, "", new DataSummary("file", texts.size(), 0, 0, sides[0], sides[1], sides[2]), members);
    }

    public static String fingerprint(int i) {
        return String.format("%064x", i);
    }
}
