package dev.apes.cli;

import dev.apes.api.StopMode;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingHandle;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.stopping.StopReason;
import dev.apes.cli.input.PromptFile;
import dev.apes.cli.report.BarView;
import dev.apes.cli.report.ExportFile;
import dev.apes.cli.report.JsonView;
import dev.apes.cli.report.LiveView;
import dev.apes.cli.report.PlainView;
import dev.apes.cli.report.ReportJson;
import dev.apes.cli.report.TextReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** One session from start to report: live output, signals, export and exit code. */
final class TrainingRun {
    private final TrainingEngine engine;
    private final Streams streams;
    private final boolean json;
    private final boolean colour;
    private final boolean verbose;
    private final Optional<PromptFile> input;
    private final Optional<ExportFile> export;

    TrainingRun(
            TrainingEngine engine,
            Streams streams,
            boolean json,
            boolean colour,
            boolean verbose,
            Optional<PromptFile> input,
            Optional<ExportFile> export) {
        this.engine = engine;
        this.streams = streams;
        this.json = json;
        this.colour = colour;
        this.verbose = verbose;
        this.input = input;
        this.export = export;
    }

    int run(TrainingRequest request) throws InterruptedException {
        JsonView events = json ? new JsonView(streams.out()) : null;
        if (json) {
            input.ifPresent(events::promptsRead);
        }
        Optional<TrainingReport> report = Optional.empty();
        try {
            report = Optional.of(train(request, events));
        } finally {
            if (json) {
                events.finish(report, input);
            }
        }
        report.ifPresent(this::write);
        if (streams.out().checkError()) {
            String problem = "the result can't be written to standard output: it is closed or full";
            throw new UncheckedIOException(problem, new IOException(problem));
        }
        return exitCode(report.orElseThrow());
    }

    private TrainingReport train(TrainingRequest request, JsonView events) throws InterruptedException {
        AtomicReference<TrainingHandle> handle = new AtomicReference<>();
        AtomicInteger signals = new AtomicInteger();
        StopSignals heard = new StopSignals(name -> onSignal(name, signals.incrementAndGet(), handle.get()));
        try (LiveView live = liveView()) {
            handle.set(engine.start(request, event -> {
                if (events != null) {
                    events.accept(event);
                }
                live.accept(event);
            }));
            return handle.get().await();
        } finally {
            heard.close();
        }
    }

    private LiveView liveView() {
        if (streams.terminal() && !json) {
            return new BarView(streams.err(), streams.columns(), colour, Clock.systemUTC());
        }
        return new PlainView(streams.err(), !json || verbose);
    }

    private void onSignal(String name, int count, TrainingHandle handle) {
        if (handle == null || count > 2) {
            Runtime.getRuntime().halt(ExitCode.ofSignal(name)); // nothing to save yet, or twice asked in vain
        } else if (count == 1) {
            streams.say("stopping at the next safe point; once more ends it at once");
            handle.requestStop(StopMode.GRACEFUL, name);
        } else {
            handle.requestStop(StopMode.FORCE, name);
        }
    }

    private void write(TrainingReport report) {
        export.ifPresent(file -> file.write(ReportJson.document(report, input)));
        if (!json) {
            streams.out().print(TextReport.of(report, input, export.map(ExportFile::name)));
            streams.out().flush();
        }
        export.ifPresent(file -> streams.say("wrote " + file.name()));
    }

    static int exitCode(TrainingReport report) {
        if (report.stopReason() instanceof StopReason.Signal signal) {
            return ExitCode.ofSignal(signal.name());
        }
        if (report.stopReason() instanceof StopReason.TimeLimit) {
            return ExitCode.TIMED_OUT;
        }
        return report.stopReason() instanceof StopReason.Failure ? ExitCode.FAILED : ExitCode.DONE;
    }
}
