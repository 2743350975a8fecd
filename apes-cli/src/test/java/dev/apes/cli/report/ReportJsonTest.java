package dev.apes.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.HoldoutResult;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingStep;
import dev.apes.api.store.SessionStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void holdsRulesHoldoutAndEvidence() throws Exception {
        JsonNode json = MAPPER.readTree(ReportJson.document(SampleSession.report(), Optional.empty()));
        assertThat(json.at("/holdout/difference").doubleValue())
                .isCloseTo(0.021, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(json.at("/rules/rule_a/parameters/threshold").doubleValue()).isEqualTo(0.55);
        assertThat(json.at("/rules/rule_a/parametersAtStart/place").asText()).isEqualTo("end");
        assertThat(json.at("/rules/rule_b/changed").booleanValue()).isFalse();
        assertThat(json.at("/promotions/0/pValue").doubleValue()).isEqualTo(0.00004);
        assertThat(json.at("/iterations/0/gateTests/0/outcome").asText()).isEqualTo("UNTESTABLE");
        assertThat(json.at("/patterns/0/conditions/0/low").isNull()).isTrue();
        assertThat(json.at("/stopReason/code").asText()).isEqualTo("improvement_below_threshold");
        assertThat(json.at("/examples/0/applied/0/edits/0/kind").asText()).isEqualTo("ADD");
        assertThat(json.at("/timing/iterations/0/stepSeconds/assess").doubleValue())
                .isEqualTo(12);
    }

    @Test
    void onlyTheIdAndTheTimingDifferBetweenEqualSessions() throws Exception {
        HoldoutResult holdout = SampleSession.report().holdout().orElseThrow();
        ObjectNode one = (ObjectNode) MAPPER.readTree(
                ReportJson.document(SampleSession.report(holdout, "Hi", "first", 12), Optional.empty()));
        ObjectNode two = (ObjectNode) MAPPER.readTree(
                ReportJson.document(SampleSession.report(holdout, "Hi", "second", 99), Optional.empty()));
        assertThat(one).isNotEqualTo(two);
        one.remove(List.of("sessionId", "timing"));
        two.remove(List.of("sessionId", "timing"));
        assertThat(one.toString()).isEqualTo(two.toString());
    }

    @Test
    void eventsAreOneLineEachAndTheLastHoldsTheReport() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonView view = new JsonView(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        view.accept(new TrainingEvent.SessionStarted(
                SampleSession.ID, SampleSession.report().data(), "rubric 1.0.0", 7));
        view.accept(new TrainingEvent.StepStarted(SampleSession.ID, 1, TrainingStep.ASSESS, Optional.empty()));
        for (int i = 0; i <= 1000; i++) {
            view.accept(new TrainingEvent.StepProgress(SampleSession.ID, 1, TrainingStep.ASSESS, i, 1000));
        }
        view.accept(new TrainingEvent.StepFinished(
                SampleSession.ID, 1, TrainingStep.ASSESS, Duration.ofMillis(1500), "line\nbreak"));
        view.accept(new TrainingEvent.CandidateTested(SampleSession.ID, 1, SampleSession.UNTESTABLE));
        view.accept(new TrainingEvent.Promoted(SampleSession.ID, SampleSession.PROMOTION));
        view.accept(new TrainingEvent.IterationCommitted(SampleSession.ID, SampleSession.iteration(3)));
        view.accept(new TrainingEvent.Warning(SampleSession.ID, "mind this"));
        view.accept(new TrainingEvent.SessionFinished(
                SampleSession.ID, SessionStatus.COMPLETED, "max_iterations", "One was enough.", Map.of("calls", 5L)));
        view.finish(Optional.of(SampleSession.report()), Optional.empty());
        view.finish(Optional.empty(), Optional.empty());

        List<String> names = new ArrayList<>();
        JsonNode last = null;
        for (String line : bytes.toString(StandardCharsets.UTF_8).split("\n")) {
            last = MAPPER.readTree(line);
            names.add(last.path("event").asText());
        }
        assertThat(names.stream().filter("step_progress"::equals)).hasSize(11);
        names.removeIf("step_progress"::equals);
        assertThat(names)
                .containsExactly(
                        "session_started",
                        "step_started",
                        "step_finished",
                        "candidate_tested",
                        "promoted",
                        "iteration_committed",
                        "warning",
                        "session_finished");
        assertThat(last.at("/report/rules/rule_a/parameters/threshold").doubleValue())
                .isEqualTo(0.55);
        assertThat(last.at("/totals/calls").longValue()).isEqualTo(5);
    }
}
