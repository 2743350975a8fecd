package dev.apes.cli;

import dev.apes.api.InitializationReport;
import dev.apes.api.SessionId;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingHandle;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.StoreUnavailableException;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.cli.input.PromptFile;
import dev.apes.cli.report.BarView;
import dev.apes.cli.report.ExportFile;
import dev.apes.cli.report.InitView;
import dev.apes.cli.report.JsonView;
import dev.apes.cli.report.Kept;
import dev.apes.cli.report.LiveView;
import dev.apes.cli.report.PlainView;
import dev.apes.cli.report.ReportJson;
import dev.apes.cli.report.TextReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One session from setup to report: live output, signals, export and exit code. */
final class TrainingRun {
    private final TrainingEngine engine;
    private final Streams streams;
    private final Look look;
    private final Optional<PromptFile> input;
    private final Optional<ExportFile> export;
    private final Kept kept;
    private final Attendance.Place place;
    private final Companions companions;
    private final JsonView events;
    private String hint;
    private volatile boolean begun;

    /**
     * How the session is shown.
     *
     * @param json events as JSON on standard output
     * @param colour whether a terminal may be coloured
     * @param verbose whether to tell more
     */
    record Look(boolean json, boolean colour, boolean verbose) {}

    /**
     * What goes with a training beside its live view.
     *
     * @param events told each event
     * @param report told the result, once it has been shown
     */
    record Companions(Consumer<TrainingEvent> events, Consumer<TrainingReport> report) {
        /** Nothing does. */
        static final Companions NONE = new Companions(event -> {}, report -> {});
    }

    TrainingRun(
            TrainingEngine engine,
            Streams streams,
            Look look,
            Optional<PromptFile> input,
            Optional<ExportFile> export,
            Kept kept,
            Attendance.Place place,
            Companions companions) {
        this.engine = engine;
        this.companions = companions;
        this.streams = streams;
        this.look = look;
        this.input = input;
        this.export = export;
        this.kept = kept;
        this.place = place;
        events = look.json() ? new JsonView(streams.out()) : null;
    }

    /**
     * @param course what to do
     * @param mayResume whether a session that was cut off is resumed in place of a new one
     * @param beforehand told what will be done, just before; may change how
     * @return the exit code
     */
    int run(Course course, boolean mayResume, UnaryOperator<Course> beforehand) throws InterruptedException {
        if (events != null) {
            input.ifPresent(events::promptsRead);
        }
        prepare(course.request());
        Course found = course.continued().isEmpty() && mayResume
                ? new Course(course.request(), engine.resumable(course.request()))
                : course;
        Course chosen = beforehand.apply(found);
        chosen.continued().ifPresent(session -> announce(session, mayResume));
        Optional<TrainingReport> report = Optional.empty();
        try {
            report = Optional.of(train(chosen));
        } finally {
            if (events != null) {
                events.finish(report, input);
            }
        }
        report.ifPresent(this::write);
        report.ifPresent(companions.report());
        if (streams.out().checkError()) {
            String problem = "the result can't be written to standard output: it is closed or full";
            throw new UncheckedIOException(problem, new IOException(problem));
        }
        return exitCode(report.orElseThrow());
    }

    /** The first phase that blocks the training ends it. */
    private void prepare(TrainingRequest request) {
        InitView view = new InitView(streams.err(), !look.json(), look.verbose());
        Consumer<InitializationReport.PhaseResult> shown = events == null ? view : view.andThen(events::phase);
        for (InitializationReport.PhaseResult phase :
                engine.prepare(request, shown).phases()) {
            if (phase.outcome() == InitializationReport.Outcome.BLOCKED) {
                throw new InvalidInputException(phase.name(), String.join("; ", phase.findings()));
            }
        }
    }

    private void announce(SessionRecord session, boolean unasked) {
        streams.say("resuming session " + session.id() + ", which "
                + switch (session.condition()) {
                    case CRASHED -> "crashed";
                    case FAILED -> "failed";
                    default -> "was interrupted";
                }
                + " after " + iterations(session.iterations()) + (unasked ? " (--new would start afresh)" : ""));
    }

    private static String iterations(int n) {
        return n + (n == 1 ? " iteration" : " iterations");
    }

    private TrainingReport train(Course course) throws InterruptedException {
        try (LiveView live = liveView();
                Attendance attendance = new Attendance(streams, place, course.request())) {
            Consumer<TrainingEvent> listener = event -> {
                if (events != null) {
                    events.accept(event);
                }
                live.accept(event);
                attendance.progress().accept(event);
                companions.events().accept(event);
                begun |= event instanceof TrainingEvent.SessionStarted || event instanceof TrainingEvent.SessionResumed;
            };
            TrainingHandle handle = course.continued().isPresent()
                    ? engine.resume(course.continued().get().id(), course.request(), listener)
                    : engine.start(course.request(), listener);
            attendance.attend(handle);
            try {
                return await(handle);
            } catch (RuntimeException e) {
                if (endIsNotStored(e)) {
                    attendance.leave(e.getMessage());
                }
                throw e;
            }
        }
    }

    /** The engine adds to a failure what kept it from being stored. */
    private static boolean endIsNotStored(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreUnavailableException || cause.getSuppressed().length > 0) {
                return true;
            }
        }
        return false;
    }

    /** {@return what to do after a failure, if the session had begun} */
    Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    private TrainingReport await(TrainingHandle handle) throws InterruptedException {
        try {
            return handle.await();
        } catch (RuntimeException e) {
            if (!begun) {
                throw e; // another training was faster: there is nothing to go on with
            }
            // told behind the failure itself
            hint = "what was committed of session " + handle.id() + " is safe; '"
                    + kept.command("train --resume " + handle.id()) + "' goes on with it";
            throw e;
        }
    }

    private LiveView liveView() {
        if (!look.json() && streams.screen().errIsTerminal()) {
            return new BarView(streams.err(), streams.screen().columns(), look.colour(), Clock.systemUTC());
        }
        return new PlainView(streams.err(), !look.json() || look.verbose());
    }

    /** A result that can't be written to its file is still worth reading. */
    private void write(TrainingReport report) {
        Optional<UncheckedIOException> unwritten = export(report);
        Optional<ExportFile> written = unwritten.isEmpty() ? export : Optional.empty();
        if (!look.json()) {
            streams.out().print(TextReport.of(report, input, written.map(ExportFile::name), kept));
            streams.out().flush();
        }
        written.ifPresent(file -> streams.say("wrote " + file.name()));
        streams.say(
                ending(report.session(), report.status(), report.iterations().size()));
        unwritten.ifPresent(e -> {
            throw e;
        });
    }

    private Optional<UncheckedIOException> export(TrainingReport report) {
        try {
            export.ifPresent(file -> file.write(ReportJson.document(report, input)));
            return Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.of(e);
        }
    }

    private String ending(SessionId session, SessionStatus status, int done) {
        String saved = String.format(
                Locale.ROOT,
                "session %s is %s; %s saved in %s",
                session,
                status.name().toLowerCase(Locale.ROOT),
                iterations(done),
                kept.place());
        return status == SessionStatus.COMPLETED
                ? saved
                : saved + "; '" + kept.command("train --resume " + session) + "' goes on with it";
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
