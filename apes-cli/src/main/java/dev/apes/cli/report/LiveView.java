package dev.apes.cli.report;

import dev.apes.api.TrainingEvent;
import java.util.function.Consumer;

/** Shows a session while it runs. Gets its events in order, from one thread. */
public interface LiveView extends Consumer<TrainingEvent>, AutoCloseable {
    /** Leaves the terminal clean; idempotent. */
    @Override
    default void close() {}
}
