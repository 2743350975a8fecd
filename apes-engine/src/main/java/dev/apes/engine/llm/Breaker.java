package dev.apes.engine.llm;

import dev.apes.api.Cancellation;
import dev.apes.api.error.PluginException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps callers from hammering an endpoint that is down. After {@value #FAILURES} failures in a row one caller at a time may try, each
 * after a longer pause than the one before; after {@value #PROBES} such tries in vain everybody is turned away at once. An endpoint that
 * limits the rate is not down. Thread-safe.
 */
final class Breaker {
    static final int FAILURES = 4;
    static final int PROBES = 6;

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Pause pause;
    private final ReentrantLock probe = new ReentrantLock();
    private int failures;
    private String last = "";

    Breaker(Pause pause) {
        this.pause = pause;
    }

    /** Waits for the turn to try; whoever enters leaves again, whatever happens. */
    void enter(Cancellation cancellation) {
        if (failures() < FAILURES) {
            return;
        }
        try {
            probe.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new dev.apes.api.error.CancelledException("interrupted while a model's endpoint is down");
        }
        int tried = failures() - FAILURES;
        if (tried >= PROBES) {
            throw new PluginException(
                    "evaluator",
                    LlmEvaluator.NAME,
                    "gave up on the endpoint after " + failures() + " failures in a row, the last: " + last()
                            + ". What was answered is kept; resume when the endpoint is back",
                    null);
        }
        if (tried >= 0) {
            Duration wait = Duration.ofSeconds(2L << tried);
            pause.of(wait.compareTo(LONGEST) < 0 ? wait : LONGEST, cancellation);
        }
    }

    void leave() {
        if (probe.isHeldByCurrentThread()) {
            probe.unlock();
        }
    }

    /** Whether it now decides who may try, and for how long. */
    boolean open() {
        return failures() >= FAILURES;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed(String message) {
        failures++;
        last = message;
    }

    private synchronized int failures() {
        return failures;
    }

    private synchronized String last() {
        return last;
    }
}
