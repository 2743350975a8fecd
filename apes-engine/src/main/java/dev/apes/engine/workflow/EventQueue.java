package dev.apes.engine.workflow;

import dev.apes.api.TrainingEvent;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Takes events from any thread and delivers them in order from the session's own. Adding is thread-safe; one thread delivers. */
final class EventQueue {
    private final Queue<TrainingEvent> waiting = new ConcurrentLinkedQueue<>();
    private final Consumer<TrainingEvent> listener;
    private volatile Thread deliverer;

    EventQueue(Consumer<TrainingEvent> listener) {
        this.listener = listener;
    }

    void add(TrainingEvent event) {
        waiting.add(event);
    }

    /** Adds an event and, on the delivering thread, delivers it: that one may be about to wait for long. */
    void addNow(TrainingEvent event) {
        add(event);
        if (Thread.currentThread() == deliverer) {
            deliver();
        }
    }

    void deliver() {
        deliverer = Thread.currentThread();
        for (TrainingEvent event = waiting.poll(); event != null; event = waiting.poll()) {
            listener.accept(event);
        }
    }
}
