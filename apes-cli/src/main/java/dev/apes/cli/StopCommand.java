package dev.apes.cli;

import dev.apes.api.StopMode;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.SessionCondition;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStore;
import dev.apes.cli.report.ExportFile;
import dev.apes.cli.report.HomeFiles;
import dev.apes.cli.report.Kept;
import dev.apes.cli.report.SessionExport;
import dev.apes.cli.settings.Environment;
import dev.apes.cli.settings.Settings;
import dev.apes.cli.status.NothingToDoException;
import dev.apes.cli.status.SessionChoice;
import dev.apes.cli.stop.SessionStop;
import dev.apes.persistence.journal.SafeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code apes stop}: ends trainings that other processes run; nothing that was committed is lost. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        versionProvider = ApesMain.Version.class,
        sortOptions = false,
        description = "Ends what is being trained, at a safe point: all of it is saved and can be resumed.",
        footer = {
            "",
            "Exit codes: 0 ended and saved, 1 failed, 2 bad usage, 3 nothing is running, 4 not ended within the timeout."
        })
final class StopCommand implements Callable<Integer> {
    private static final int PAGE = 500;
    private static final int RESUMABLE_SHOWN = 5;

    @ArgGroup(exclusive = true)
    private Mode mode = new Mode();

    /** How to end. */
    static final class Mode {
        @Option(names = "--graceful", description = "End at the next safe point (the default).")
        private boolean graceful;

        @Option(
                names = "--force",
                description = "End at once, and kill the process if it does not; the running iteration is lost.")
        private boolean force;
    }

    @Option(
            names = {"-s", "--session"},
            paramLabel = "ID",
            description = "End this session alone: its id, or the beginning of it (default: all that run).")
    private String session;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            description = "How long to wait (default: 60).")
    private long timeout = 60;

    @Option(
            names = "--no-save",
            description = "Discard the running iteration; what was committed before is kept all the same.")
    private boolean noSave;

    @Option(names = "--save-progress", description = "Save what can be saved of it (the default).")
    private boolean saveProgress;

    @ArgGroup(exclusive = true)
    private Export export = new Export();

    /** Whether to write results. */
    static final class Export {
        @Option(names = "--export-results", description = "Write the session's results to a file (the default).")
        private boolean wanted;

        @Option(names = "--no-export", description = "Write no file.")
        private boolean none;
    }

    @Option(
            names = "--export-format",
            paramLabel = "FORMAT",
            description = "json, all of it, or csv, the iterations (default: json).")
    private String format = "json";

    @Option(names = "--adaptive", description = "Names what is the default.")
    private boolean adaptive;

    @Option(
            names = "--preserve-gaps",
            description = "Keep the gaps that were found, for the session that goes on. This is the default.")
    private boolean preserveGaps;

    @Mixin
    private CommonOptions common = new CommonOptions();

    private final Streams streams;
    private final Environment environment;

    StopCommand(Streams streams, Environment environment) {
        this.streams = streams;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Logging.configure(common.verbose());
        try {
            return stop();
        } catch (Exception | OutOfMemoryError | LinkageError e) {
            return Failures.report(e, streams, common.verbose());
        }
    }

    private int stop() throws InterruptedException, IOException {
        if (timeout < 0 || timeout > 86_400) {
            throw new InvalidInputException("--timeout", "must be from 0 to 86400 seconds but is " + timeout);
        }
        if (!format.equals("json") && !format.equals("csv")) {
            throw new InvalidInputException("--export-format", "must be json or csv but is '" + format + "'");
        }
        if (noSave && saveProgress) {
            throw new InvalidInputException("--no-save", "contradicts --save-progress; leave out one of them");
        }
        Settings settings = common.settings(environment);
        Kept kept = new Kept(settings.place(), settings.repeat());
        Optional<OpenStore> open = OpenStore.attach(settings);
        if (open.isEmpty()) {
            throw new NothingToDoException(
                    "nothing is running: there is no database under " + settings.home() + " yet");
        }
        try (OpenStore database = open.get()) {
            SessionStore store = database.store();
            long deadline = System.nanoTime() + Duration.ofSeconds(timeout).toNanos();
            int code = ExitCode.DONE;
            for (SessionRecord running : chosen(store, kept)) {
                code = Math.max(code, stop(store, running, settings, kept, deadline));
            }
            return code;
        }
    }

    private List<SessionRecord> chosen(SessionStore store, Kept kept) {
        List<SessionRecord> all = SessionChoice.all(store);
        if (session != null) {
            SessionRecord one = SessionChoice.find(session, all);
            if (!runs(one)) {
                throw new NothingToDoException("session " + one.id() + " is not running: it "
                        + (one.condition() == SessionCondition.CRASHED
                                ? "crashed"
                                : "is " + one.condition().name().toLowerCase(Locale.ROOT))
                        + resumeHint(one, kept));
            }
            return List.of(one);
        }
        List<SessionRecord> running = all.stream().filter(StopCommand::runs).toList();
        if (running.isEmpty()) {
            throw new NothingToDoException("nothing is running" + resumable(all, kept));
        }
        return running;
    }

    private static boolean runs(SessionRecord session) {
        return session.condition() == SessionCondition.RUNNING || session.condition() == SessionCondition.STOPPING;
    }

    private static String resumeHint(SessionRecord session, Kept kept) {
        return session.condition().cutOff()
                ? "; '" + kept.command("train --resume " + session.id()) + "' goes on with it"
                : "";
    }

    private static String resumable(List<SessionRecord> all, Kept kept) {
        List<SessionRecord> cutOff =
                all.stream().filter(s -> s.condition().cutOff()).toList();
        if (cutOff.isEmpty()) {
            return "";
        }
        return "; to go on with: "
                + cutOff.stream()
                        .limit(RESUMABLE_SHOWN)
                        .map(s -> s.id() + " (" + s.condition().name().toLowerCase(Locale.ROOT) + ", " + s.iterations()
                                + " iterations)")
                        .collect(Collectors.joining(", "))
                + (cutOff.size() > RESUMABLE_SHOWN ? ", …" : "")
                + "; '" + kept.command("train --resume latest") + "' takes the latest";
    }

    private int stop(SessionStore store, SessionRecord running, Settings settings, Kept kept, long deadline)
            throws InterruptedException, IOException {
        streams.say("stopping session " + running.id()
                + running.lease()
                        .map(lease -> ", process " + lease.pid() + " on " + lease.host())
                        .orElse(""));
        StopMode asked = mode.force || noSave ? StopMode.FORCE : StopMode.GRACEFUL;
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        SessionStop.Outcome outcome = new SessionStop(store, running, streams::say).run(asked, mode.force, left);
        SessionRecord now = store.find(running.id()).orElse(running);
        if (outcome == SessionStop.Outcome.TIMED_OUT) {
            streams.say("session " + now.id() + " has not ended after " + timeout + " s; the request stands"
                    + (mode.force
                            ? ""
                            : ". 'apes stop --force -s " + now.id() + "' would end it at once: the running iteration"
                                    + " would be computed again, the " + now.iterations() + " committed stay"));
            return ExitCode.TIMED_OUT;
        }
        streams.out().println(ended(store, now, outcome) + resumeHint(now, kept));
        if (!export.none) {
            streams.out().println("results: " + export(store, now, settings));
        }
        return ExitCode.DONE;
    }

    private static String ended(SessionStore store, SessionRecord now, SessionStop.Outcome outcome) {
        long promotions = promotions(store, now);
        return "session " + now.id() + " "
                + switch (outcome) {
                    case KILLED -> "was killed";
                    case CRASHED -> "crashed while it was being stopped";
                    default ->
                        "is " + now.condition().name().toLowerCase(Locale.ROOT)
                                + now.stopReason().map(r -> " (" + r + ")").orElse("");
                }
                + "; saved: " + now.iterations() + (now.iterations() == 1 ? " iteration, " : " iterations, ")
                + promotions
                + (promotions == 1 ? " promotion" : " promotions");
    }

    /** Page by page, however many iterations there are. */
    private static long promotions(SessionStore store, SessionRecord session) {
        long promotions = 0;
        for (int done = 0; done < session.iterations(); done += PAGE) {
            for (IterationRecord record : store.iterations(session.id(), done, PAGE)) {
                promotions += record.promotions().size();
            }
        }
        return promotions;
    }

    private Path export(SessionStore store, SessionRecord now, Settings settings) throws IOException {
        Path folder = settings.home().resolve("exports");
        SafeFile.makeFolder(folder);
        Path file = folder.resolve(now.id() + "." + format);
        SessionExport content =
                new SessionExport(now, store.iterations(now.id(), 0, Integer.MAX_VALUE), store.patterns(now.id()));
        ExportFile.prepare(file.toString()).write(format.equals("json") ? content.json() : content.csv());
        HomeFiles.rotate(file, settings.filesKept());
        return file;
    }
}
