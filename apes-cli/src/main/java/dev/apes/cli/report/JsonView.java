package dev.apes.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.InitializationReport;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingReport;
import dev.apes.cli.input.PromptFile;
import java.io.PrintStream;
import java.util.Optional;

/**
 * One JSON object per line and event. The last line, {@code session_finished}, waits for {@link #finish}, since it holds the final
 * report. Progress within a step is told at most every tenth of the way.
 */
public final class JsonView implements LiveView {
    private final PrintStream out;
    private TrainingEvent.SessionFinished end;
    private long tenth = -1;

    /** @param out where the lines go */
    public JsonView(PrintStream out) {
        this.out = out;
    }

    /** @param file what was read before the session */
    public synchronized void promptsRead(PromptFile file) {
        ObjectNode node = Json.object().put("event", "prompts_read");
        node.setAll(RecordJson.input(file));
        print(node);
    }

    /** @param phase of the initialisation, done */
    public synchronized void phase(InitializationReport.PhaseResult phase) {
        print(InitView.json(phase));
    }

    @Override
    public synchronized void accept(TrainingEvent event) {
        if (event instanceof TrainingEvent.SessionFinished finished) {
            end = finished;
            return;
        }
        if (event instanceof TrainingEvent.StepProgress progress) {
            long now = progress.total() == 0 ? 0 : 10 * progress.done() / progress.total();
            if (now == tenth) {
                return;
            }
            tenth = now;
        } else {
            tenth = event instanceof TrainingEvent.StepStarted ? -1 : tenth;
        }
        print(EventJson.of(event));
    }

    /**
     * Writes the last line, once the session's outcome is known; nothing if no session was finished.
     *
     * @param report the final report; empty if the session failed
     * @param input the prompt file, if there was one
     */
    public synchronized void finish(Optional<TrainingReport> report, Optional<PromptFile> input) {
        if (end != null) {
            ObjectNode node = EventJson.of(end);
            report.ifPresent(r -> node.set("report", ReportJson.of(r, input)));
            print(node);
            end = null;
        }
    }

    private void print(ObjectNode node) {
        out.print(Json.line(node) + "\n");
        out.flush();
    }
}
