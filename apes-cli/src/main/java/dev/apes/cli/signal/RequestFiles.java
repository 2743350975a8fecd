package dev.apes.cli.signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the place of signals where a platform lacks them, and where somebody can write into the home but not signal the process: a file
 * {@code <session>.reload}, {@code .checkpoint} or {@code .report} counts as HUP, USR1 or USR2 and is deleted. Looks once a second.
 */
public final class RequestFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestFiles.class);
    private static final Map<String, String> SIGNALS = Map.of("reload", "HUP", "checkpoint", "USR1", "report", "USR2");
    private static final long PERIOD_MILLIS = 1_000;

    private final Path folder;
    private final String session;
    private final Consumer<String> listener;
    private final Thread thread;

    /**
     * @param folder where to look
     * @param session its id
     * @param listener gets the name of the signal
     */
    public RequestFiles(Path folder, String session, Consumer<String> listener) {
        this.folder = folder;
        this.session = session;
        this.listener = listener;
        thread = new Thread(this::watch, "apes-request-files");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                SIGNALS.forEach(this::look);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void look(String request, String signal) {
        try {
            if (Files.deleteIfExists(folder.resolve(session + "." + request))) {
                listener.accept(signal);
            }
        } catch (IOException e) {
            LOG.warn("{} can't be deleted, so it is not heeded: {}", session + "." + request, e.getMessage());
        }
    }

    /** Ends its thread. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
