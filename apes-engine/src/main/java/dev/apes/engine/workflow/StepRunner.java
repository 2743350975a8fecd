package dev.apes.engine.workflow;

import dev.apes.api.Cancellation;
import dev.apes.api.SessionId;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingStep;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.CancelledException;
import dev.apes.api.error.PluginException;
import dev.apes.api.error.StepFailedException;
import dev.apes.api.error.StoreUnavailableException;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.engine.parallel.EngineThreads;
import dev.apes.engine.plugin.PluginGuard;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs one step at a time on a thread of its own, so that a step that hangs in a plugin can be given up. Cancels the step when its
 * time limit or the session's is over, or when the session is asked to stop.
 */
final class StepRunner implements AutoCloseable {
    /** How long a step that has been cancelled may take to reach a safe point before its thread is interrupted. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration FORCED_GRACE = Duration.ofMillis(500);
    private static final Duration POLL = Duration.ofMillis(50);

    private final SessionId session;
    private final Clock clock;
    private final PluginGuard guard;
    private final StopSignal stop;
    private final Map<TrainingStep, Duration> timeouts;
    private final EventQueue events;
    private final ExecutorService thread;
    private volatile long stepDeadline = Long.MAX_VALUE;
    private volatile long sessionDeadline = Long.MAX_VALUE;
    private volatile boolean excused;
    private volatile boolean stuck;

    StepRunner(
            SessionId session,
            Clock clock,
            PluginGuard guard,
            StopSignal stop,
            Map<TrainingStep, Duration> timeouts,
            EventQueue events) {
        this(session, clock, guard, stop, timeouts, events, Optional.empty());
    }

    /** @param host lends the thread on which steps run, if there is one */
    StepRunner(
            SessionId session,
            Clock clock,
            PluginGuard guard,
            StopSignal stop,
            Map<TrainingStep, Duration> timeouts,
            EventQueue events,
            Optional<Executor> host) {
        this.session = session;
        this.clock = clock;
        this.guard = guard;
        this.stop = stop;
        this.timeouts = new EnumMap<>(TrainingStep.class);
        for (TrainingStep step : TrainingStep.values()) {
            this.timeouts.put(step, timeouts.getOrDefault(step, step.defaultTimeout()));
        }
        this.events = events;
        this.thread = EngineThreads.single("apes-step-" + session, host);
    }

    /** Triggered when the running step is no longer wanted. */
    Cancellation cancellation() {
        return () -> stop.requested() || stepOver() || sessionOver();
    }

    private boolean stepOver() {
        return !excused && clock.millis() > stepDeadline;
    }

    /** From now on the step is not to blame for the time that passes. */
    synchronized void excuse() {
        excused = true;
    }

    /** @param after how much time does not count */
    synchronized void excuseEnds(Duration after) {
        if (stepDeadline != Long.MAX_VALUE) {
            stepDeadline += after.toMillis();
        }
        excused = false;
    }

    /** How long a step may take at most. */
    Duration limit(TrainingStep step) {
        return timeouts.get(step);
    }

    /** Whether the session's own time limit is over. */
    boolean sessionOver() {
        return clock.millis() > sessionDeadline;
    }

    /** Cuts the session off when this much more time has passed. */
    void sessionEndsIn(Duration left) {
        sessionDeadline = clock.millis() + Math.max(0, left.toMillis());
    }

    /**
     * Runs a step.
     *
     * @throws CancelledException if the session was asked to stop or its time is over
     * @throws StepFailedException if the step failed or its time limit is over
     * @throws BudgetSpentException if the evaluation budget is spent
     */
    <T> T run(
            TrainingStep step,
            int iteration,
            Optional<PerformanceMetrics> metrics,
            Map<TrainingStep, Duration> times,
            Function<T, String> summary,
            Supplier<T> work) {
        cancellation().throwIfCancelled();
        events.add(new TrainingEvent.StepStarted(session, iteration, step, metrics));
        events.deliver();
        long start = clock.millis();
        stepDeadline = start + timeouts.get(step).toMillis();
        try {
            T result = await(step, iteration, thread.submit(work::get));
            Duration took = Duration.ofMillis(clock.millis() - start);
            times.put(step, took);
            events.add(new TrainingEvent.StepFinished(session, iteration, step, took, summary.apply(result)));
            return result;
        } finally {
            events.deliver();
            stepDeadline = Long.MAX_VALUE;
        }
    }

    /**
     * Runs work that belongs to no step, such as scoring the holdout, under the time limit of an assessment. A graceful stop lets it
     * end, unless nothing has been trained yet; a forced one does not.
     *
     * @throws CancelledException also if a step that was given up still holds the thread: what that waits for would be waited for again
     */
    <T> T outside(int iteration, Supplier<T> work) {
        if (stuck) {
            throw new CancelledException("a step that was given up has not ended");
        }
        stepDeadline = clock.millis() + timeouts.get(TrainingStep.ASSESS).toMillis();
        try {
            return awaitOutside(iteration, thread.submit(work::get));
        } finally {
            stepDeadline = Long.MAX_VALUE;
        }
    }

    private <T> T awaitOutside(int iteration, Future<T> future) {
        long askedAt = Long.MAX_VALUE;
        while (true) {
            try {
                return future.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                events.deliver();
                long now = clock.millis();
                if (askedAt == Long.MAX_VALUE && iteration == 0 && stop.requested()) {
                    askedAt = now;
                }
                boolean inVain = askedAt != Long.MAX_VALUE && now - askedAt > GRACE.toMillis();
                if (stop.forced() || inVain || stepOver()) {
                    throw giveUp(TrainingStep.ASSESS, iteration, future);
                }
            } catch (InterruptedException e) {
                future.cancel(true);
                throw new CancelledException("the session's thread was interrupted");
            } catch (ExecutionException e) {
                throw failure(TrainingStep.ASSESS, iteration, e.getCause());
            }
        }
    }

    private <T> T await(TrainingStep step, int iteration, Future<T> future) {
        long cancelledAt = Long.MAX_VALUE;
        while (true) {
            try {
                return future.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                events.deliver();
                long now = clock.millis();
                if (cancelledAt == Long.MAX_VALUE && cancellation().isCancelled()) {
                    cancelledAt = now;
                }
                Duration grace = stop.forced() ? FORCED_GRACE : GRACE;
                if (cancelledAt != Long.MAX_VALUE && now - cancelledAt > grace.toMillis()) {
                    throw giveUp(step, iteration, future);
                }
            } catch (InterruptedException e) {
                future.cancel(true);
                throw new CancelledException("the session's thread was interrupted");
            } catch (ExecutionException e) {
                throw failure(step, iteration, e.getCause());
            }
        }
    }

    private RuntimeException giveUp(TrainingStep step, int iteration, Future<?> future) {
        String waiting = waitingFor();
        stuck = true;
        future.cancel(true);
        if (stop.requested() || sessionOver()) {
            return new CancelledException(
                    "step '" + step.label() + "' did not reach a safe point" + waiting + " and was given up");
        }
        return timedOut(step, iteration, waiting, null);
    }

    private RuntimeException failure(TrainingStep step, int iteration, Throwable cause) {
        if (cause instanceof BudgetSpentException budget) {
            return budget;
        }
        if (cause instanceof StoreUnavailableException lost) {
            return lost;
        }
        if (cause instanceof CancelledException cancelled) {
            return stop.requested() || sessionOver() ? cancelled : timedOut(step, iteration, waitingFor(), cancelled);
        }
        if (cause instanceof PluginException || cause instanceof ApesException) {
            return new StepFailedException(step, iteration, false, cause.getMessage(), cause);
        }
        Optional<OutOfMemoryError> memory = outOfMemory(cause);
        if (memory.isPresent()) {
            return new StepFailedException(
                    step,
                    iteration,
                    false,
                    "it ran out of memory (" + memory.get().getMessage()
                            + "); give it a larger heap (-Xmx), or train on fewer prompts",
                    cause);
        }
        return new StepFailedException(
                step,
                iteration,
                false,
                cause.getClass().getSimpleName() + ": " + cause.getMessage()
                        + ". This looks like a fault in APES; -v shows where",
                cause);
    }

    /** It may have been thrown on a thread that worked for the step's. */
    private static Optional<OutOfMemoryError> outOfMemory(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError memory) {
                return Optional.of(memory);
            }
        }
        return Optional.empty();
    }

    private StepFailedException timedOut(TrainingStep step, int iteration, String waiting, Throwable cause) {
        return new StepFailedException(
                step,
                iteration,
                true,
                "it took longer than " + timeouts.get(step).toSeconds() + " s" + waiting
                        + "; raise its time limit or train on fewer prompts",
                cause);
    }

    private String waitingFor() {
        return guard.waitingFor().isEmpty()
                ? ""
                : " while waiting for the " + String.join(" and the ", guard.waitingFor());
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            // a step stuck in a plugin is a daemon and keeps nothing alive
            thread.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
