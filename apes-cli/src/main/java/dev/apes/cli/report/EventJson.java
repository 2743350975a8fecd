package dev.apes.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.TrainingEvent;
import java.util.Locale;

/** Training events as JSON objects, one line each, told apart by their field {@code event}. */
final class EventJson {
    private EventJson() {}

    static ObjectNode of(TrainingEvent event) {
        if (event instanceof TrainingEvent.SessionStarted e) {
            ObjectNode node = named("session_started", e);
            node.set("data", RecordJson.data(e.data()));
            return node.put("evaluator", e.evaluator()).put("seed", e.seed());
        }
        if (event instanceof TrainingEvent.SessionResumed e) {
            ObjectNode node = named("session_resumed", e);
            node.set("data", RecordJson.data(e.data()));
            return node.put("evaluator", e.evaluator())
                    .put("seed", e.seed())
                    .put("iterations", e.iterations())
                    .put("note", e.note());
        }
        if (event instanceof TrainingEvent.StepStarted e) {
            ObjectNode node = named("step_started", e).put("iteration", e.iteration());
            node.put("step", name(e.step()));
            e.metrics().ifPresent(metrics -> node.set("metrics", RecordJson.metrics(metrics)));
            return node;
        }
        if (event instanceof TrainingEvent.StepProgress e) {
            return named("step_progress", e)
                    .put("iteration", e.iteration())
                    .put("step", name(e.step()))
                    .put("done", e.done())
                    .put("total", e.total());
        }
        if (event instanceof TrainingEvent.StepFinished e) {
            return named("step_finished", e)
                    .put("iteration", e.iteration())
                    .put("step", name(e.step()))
                    .put("seconds", Json.seconds(e.took()))
                    .put("summary", e.summary());
        }
        if (event instanceof TrainingEvent.CandidateTested e) {
            ObjectNode node = named("candidate_tested", e).put("iteration", e.iteration());
            node.setAll(RecordJson.gateTest(e.test()));
            return node;
        }
        if (event instanceof TrainingEvent.Promoted e) {
            ObjectNode node = named("promoted", e);
            node.setAll(RecordJson.promotion(e.promotion()));
            return node;
        }
        if (event instanceof TrainingEvent.IterationCommitted e) {
            ObjectNode node = named("iteration_committed", e);
            node.setAll(RecordJson.iteration(e.record()));
            node.set("timing", TimingJson.of(e.record()));
            return node;
        }
        if (event instanceof TrainingEvent.Warning e) {
            return named("warning", e).put("message", e.message());
        }
        if (event instanceof TrainingEvent.EvaluatorUsage e) {
            ObjectNode node = named("evaluator_usage", e)
                    .put("evaluator", e.evaluator())
                    .put("dryRun", e.dryRun())
                    .put("calls", e.calls())
                    .put("tokensIn", e.tokensIn())
                    .put("tokensOut", e.tokensOut());
            e.cost().ifPresent(cost -> node.put("cost", cost));
            return node.put("message", e.sentence());
        }
        TrainingEvent.SessionFinished e = (TrainingEvent.SessionFinished) event;
        ObjectNode node = named("session_finished", e)
                .put("status", e.status().name().toLowerCase(Locale.ROOT))
                .put("reason", e.reason())
                .put("explanation", e.explanation());
        node.set("totals", Json.counts(e.totals()));
        return node;
    }

    private static ObjectNode named(String name, TrainingEvent event) {
        return Json.object().put("event", name).put("sessionId", event.session().value());
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
