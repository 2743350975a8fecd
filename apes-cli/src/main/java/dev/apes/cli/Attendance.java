package dev.apes.cli;

import dev.apes.api.StopMode;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingHandle;
import dev.apes.api.TrainingRequest;
import dev.apes.cli.process.HomeSpace;
import dev.apes.cli.process.PidFile;
import dev.apes.cli.report.HomeFiles;
import dev.apes.cli.settings.SettingsFile;
import dev.apes.cli.signal.Progress;
import dev.apes.cli.signal.Reload;
import dev.apes.cli.signal.RequestFiles;
import dev.apes.cli.signal.SignalChain;
import dev.apes.cli.signal.SignalSource;
import dev.apes.persistence.journal.SafeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What a training listens to while it runs, beside its engine: signals, files that take their place, and the file that names its
 * process.
 */
final class Attendance implements AutoCloseable {
    private static final int STOP = 100;
    private static final int OTHER = 0;

    private final Streams streams;
    private final Place place;
    private final TrainingRequest request;
    private final Progress progress = new Progress(Clock.systemUTC());
    private final SignalChain chain = new SignalChain();
    private final AtomicInteger stops = new AtomicInteger();
    private final SignalSource source;
    private volatile TrainingHandle handle;
    private Optional<PidFile> pidFile = Optional.empty();
    private Optional<RequestFiles> files = Optional.empty();

    /**
     * Where a training runs.
     *
     * @param home the home folder
     * @param file its settings as they were at the start
     * @param onCommandLine keys of the settings that the command line gave
     * @param filesKept how many reports stay in the home
     */
    record Place(Path home, SettingsFile file, Set<String> onCommandLine, int filesKept) {}

    Attendance(Streams streams, Place place, TrainingRequest request) {
        this.streams = streams;
        this.place = place;
        this.request = request;
        chain.on("INT", STOP, this::stop);
        chain.on("TERM", STOP, this::stop);
        chain.on("USR1", OTHER, this::checkpoint);
        chain.on("USR2", OTHER, this::report);
        // HotSpot's flight recorder stops threads by USR2 unless told to use another signal, which the launcher does
        source = System.getenv("_JAVA_SR_SIGNUM") == null
                ? new SignalSource(this::heard, "INT", "TERM", "HUP", "USR1")
                : new SignalSource(this::heard, "INT", "TERM", "HUP", "USR1", "USR2");
    }

    /** On a thread of the JVM: only what can't wait is done here. */
    private void heard(String signal) {
        boolean stop = signal.equals("INT") || signal.equals("TERM");
        if (stop && (stops.incrementAndGet() > 2 || handle == null)) {
            Runtime.getRuntime().halt(ExitCode.ofSignal(signal)); // nothing to save yet, or twice asked in vain
        }
        chain.raise(signal);
    }

    /** {@return the session's events, for a report on demand} */
    Consumer<TrainingEvent> progress() {
        return progress;
    }

    /** Attends to this session from now on. */
    void attend(TrainingHandle running) {
        String id = running.id().value();
        Reload reload = new Reload(place.home(), place.file(), request, place.onCommandLine());
        chain.on("HUP", OTHER, signal -> {
            reload.run(new ReloadEffect(), streams::say);
            return true;
        });
        handle = running;
        try {
            pidFile = Optional.of(PidFile.create(place.home(), id));
            files = Optional.of(new RequestFiles(PidFile.folder(place.home()), id, chain::raise));
        } catch (IOException e) {
            streams.say("the file that names this process can't be made (" + e.getMessage()
                    + "); the training goes on without it");
        }
    }

    private final class ReloadEffect implements Reload.Effect {
        @Override
        public void limits(TrainingRequest.Limits limits) {
            handle.adjust(limits);
        }

        @Override
        public void logLevel(String level) {
            Logging.level(level);
        }
    }

    private boolean stop(String signal) {
        if (stops.get() == 1) {
            streams.say("stopping at the next safe point; once more ends it at once");
            handle.requestStop(StopMode.GRACEFUL, signal);
        } else {
            handle.requestStop(StopMode.FORCE, signal);
        }
        return true;
    }

    private boolean checkpoint(String signal) {
        if (handle != null) {
            handle.requestCheckpoint();
            streams.say("the running iteration will be committed with a checkpoint");
        }
        return true;
    }

    private boolean report(String signal) {
        if (handle != null) {
            String id = handle.id().value();
            String page = progress.page(id);
            page.lines().forEach(streams::say);
            Path file = place.home().resolve("reports").resolve(id + ".txt");
            try {
                SafeFile.makeFolder(file.getParent());
                SafeFile.write(file, page.getBytes(StandardCharsets.UTF_8));
                streams.say("wrote " + file);
                HomeFiles.rotate(file, place.filesKept());
            } catch (IOException e) {
                streams.say("the report can't be written to " + file + ": " + e.getMessage());
            }
        }
        return true;
    }

    /**
     * The session's end is not in its database: the file that names this process stays, and tells the next start.
     *
     * @param why it ended, a sentence
     */
    void leave(String why) {
        pidFile.ifPresent(file -> {
            try {
                file.leave(HomeSpace.full(place.home()) + why);
            } catch (IOException e) {
                streams.say(file.path() + " can't be written: " + e.getMessage());
            }
        });
        pidFile = Optional.empty();
    }

    @Override
    public void close() {
        source.close();
        chain.close();
        files.ifPresent(RequestFiles::close);
        pidFile.ifPresent(file -> {
            try {
                file.close();
            } catch (IOException e) {
                streams.say(file.path() + " can't be deleted: " + e.getMessage());
            }
        });
    }
}
