package dev.apes.cli.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done on which signal. The handlers of a signal are called one after the other, highest priority first, on a thread of their
 * own, until one keeps the signal for itself. Thread-safe.
 */
public final class SignalChain implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SignalChain.class);

    private final List<Link> links = new ArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread t = new Thread(task, "apes-signals");
        t.setDaemon(true);
        return t;
    });

    private record Link(String signal, int priority, Predicate<String> handler) {}

    /**
     * @param signal its name, without SIG
     * @param priority higher ones are called first; of equal ones, who came first
     * @param handler gets the name; gives whether the signal goes on to the next handler. May take its time; what it throws is logged
     *     and the signal goes on
     */
    public synchronized void on(String signal, int priority, Predicate<String> handler) {
        links.add(new Link(signal, priority, handler));
        links.sort(Comparator.comparingInt(Link::priority).reversed());
    }

    /**
     * Hands a signal to its handlers; returns at once.
     *
     * @param signal its name, without SIG
     */
    public void raise(String signal) {
        try {
            thread.execute(() -> run(signal));
        } catch (RejectedExecutionException e) {
            LOG.debug("signal {} came after the end", signal);
        }
    }

    private void run(String signal) {
        List<Link> now;
        synchronized (this) {
            now = List.copyOf(links);
        }
        for (Link link : now) {
            if (link.signal().equals(signal)) {
                try {
                    if (!link.handler().test(signal)) {
                        return;
                    }
                } catch (RuntimeException e) {
                    LOG.warn("what was to be done on signal {} failed: {}", signal, e.getMessage());
                }
            }
        }
    }

    /** Ends its thread; what is being done may end. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
