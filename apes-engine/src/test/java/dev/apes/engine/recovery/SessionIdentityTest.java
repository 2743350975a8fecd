package dev.apes.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.SessionId;
import dev.apes.api.TrainingRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever decides how a session goes is noticed when it is changed, and named. */
class SessionIdentityTest {
    private static final TrainingRequest REQUEST = TrainingRequest.builder()
            .promptTexts(List.of("one", "two"))
            .generator("copula")
            .build();
    private static final EvaluatorInfo JUDGE =
            new EvaluatorInfo("judge", "1", "judges", true, false, Map.of("mood", "mild"));
    private static final SessionIdentity BEFORE = of(
            REQUEST,
            JUDGE,
            "targets",
            List.of(rule("r", "1", 9)),
            "key",
            "digest",
            Map.of("evaluator judge", "j.jar 11"));

    private static RuleDefinition rule(String id, String version, int most) {
        return new RuleDefinition(
                id,
                id,
                "structure",
                "a rule",
                1,
                version,
                ParameterSpace.of(ParameterDefinition.integer("n", 1, 1, most, "n")));
    }

    private static SessionIdentity of(
            TrainingRequest request,
            EvaluatorInfo judge,
            String gaps,
            List<RuleDefinition> rules,
            String key,
            String digest,
            Map<String, String> prints) {
        return SessionIdentity.of(request, judge, gaps, rules, key, digest, prints);
    }

    private static List<String> differences(SessionIdentity now) {
        SessionRecord session = new SessionRecord(
                new SessionId("s"),
                SessionStatus.INTERRUPTED,
                BEFORE.dataKey(),
                BEFORE.evaluator(),
                BEFORE.seed(),
                BEFORE.configuration(),
                Map.of(),
                3,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        return now.differences(session, REQUEST);
    }

    private static void named(SessionIdentity now, String what) {
        assertThat(differences(now)).singleElement().asString().contains(what);
    }

    @Test
    void everyKindOfChangeIsNamed() {
        List<RuleDefinition> rules = List.of(rule("r", "1", 9));
        Map<String, String> prints = Map.of("evaluator judge", "j.jar 11");
        assertThat(differences(of(REQUEST, JUDGE, "targets", rules, "key", "digest", prints)))
                .isEmpty();
        named(of(REQUEST, JUDGE, "targets", rules, "other", "digest", prints), "the prompts are others");
        named(of(REQUEST, JUDGE, "targets", rules, "key", "other", prints), "other ids, examples or further fields");
        named(of(REQUEST, JUDGE, "others", rules, "key", "digest", prints), "gapAnalyzer was targets and is others");
        named(
                of(REQUEST, JUDGE, "targets", List.of(rule("r", "2", 9)), "key", "digest", prints),
                "rule.r was version 1");
        named(of(REQUEST, JUDGE, "targets", List.of(rule("r", "1", 8)), "key", "digest", prints), "and is version 1");
        named(
                of(REQUEST, JUDGE, "targets", List.of(rule("r", "1", 9), rule("s", "1", 9)), "key", "digest", prints),
                "rule.s was not set");
        named(of(REQUEST, JUDGE, "targets", List.of(), "key", "digest", prints), "rule.r was version 1");
        named(
                of(REQUEST, JUDGE, "targets", rules, "key", "digest", Map.of("evaluator judge", "j.jar 22")),
                "plugin.evaluator judge was j.jar 11 and is j.jar 22");
        named(
                of(REQUEST, judge("2", "mild"), "targets", rules, "key", "digest", prints),
                "evaluator was judge 1 and is judge 2");
        named(of(REQUEST, judge("1", "wild"), "targets", rules, "key", "digest", prints), "mood was mild and is wild");
        named(
                of(REQUEST.toBuilder().generator("smote").build(), JUDGE, "targets", rules, "key", "digest", prints),
                "generator was copula and is smote");
        Map<String, String> otherLoop = new LinkedHashMap<>(BEFORE.configuration());
        otherLoop.put("loop", "0");
        named(new SessionIdentity(JUDGE, REQUEST.seed(), "key", otherLoop), "loop was " + SessionIdentity.LOOP_VERSION);
    }

    private static EvaluatorInfo judge(String version, String mood) {
        return new EvaluatorInfo("judge", version, "judges", true, false, Map.of("mood", mood));
    }

    @Test
    void whatWasAcceptedStaysWrittenDown() {
        Map<String, String> once = SessionIdentity.accepting(Map.of(), Map.of("a", "1"), 3, List.of("x", "y"));
        assertThat(SessionRecord.acceptedChanges(once)).containsExactly(Map.entry(3, "x; y"));
        Map<String, String> twice = SessionIdentity.accepting(once, Map.of("a", "2"), 11, List.of("z"));
        assertThat(SessionRecord.acceptedChanges(twice)).containsExactly(Map.entry(3, "x; y"), Map.entry(11, "z"));
        assertThat(SessionIdentity.acceptedAt(twice)).isEqualTo(11);
        assertThat(SessionIdentity.acceptedAt(Map.of("a", "2"))).isZero();
        assertThat(twice).containsEntry("a", "2");
    }
}
