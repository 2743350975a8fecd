package dev.apes.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.TrainingReport;
import dev.apes.api.store.IterationRecord;
import java.util.Locale;

/** Everything of a session that the clock decides. */
final class TimingJson {
    private TimingJson() {}

    static ObjectNode of(TrainingReport report) {
        ObjectNode node = Json.object().put("durationSeconds", Json.seconds(report.duration()));
        node.set("iterations", Json.list(report.iterations(), TimingJson::of));
        return node;
    }

    static ObjectNode of(IterationRecord record) {
        ObjectNode node = Json.object()
                .put("iteration", record.iteration())
                .put("elapsedSeconds", Json.seconds(record.summary().elapsed()))
                .put("trainingEfficiency", record.summary().metrics().trainingEfficiency())
                .put("shownImprovement", record.shownImprovement());
        ObjectNode steps = node.putObject("stepSeconds");
        record.stepTimes().forEach((step, took) -> steps.put(step.name().toLowerCase(Locale.ROOT), Json.seconds(took)));
        return node;
    }
}
