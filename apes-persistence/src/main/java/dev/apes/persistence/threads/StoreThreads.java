package dev.apes.persistence.threads;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Where a store does what it does beside its callers: on a host's scheduler, or on daemon threads of its own, which end with what they do.
 * Thread-safe.
 */
public final class StoreThreads {
    private final Optional<ScheduledExecutorService> host;

    private StoreThreads(Optional<ScheduledExecutorService> host) {
        this.host = host;
    }

    /**
     * @param host whose threads are used; never shut down
     * @return on the host's threads; on own ones if there is no host
     */
    public static StoreThreads of(Optional<ScheduledExecutorService> host) {
        return new StoreThreads(host);
    }

    /** {@return the host's scheduler, if there is one} */
    public Optional<ScheduledExecutorService> host() {
        return host;
    }

    /**
     * Begins a task; where a host takes none, whoever waits for it does it, see {@link #finish}.
     *
     * @param name of a thread of its own
     * @param task done at most once
     */
    public void begin(String name, FutureTask<?> task) {
        if (host.isEmpty()) {
            daemon(name, task).start();
            return;
        }
        try {
            host.get().execute(task);
        } catch (RejectedExecutionException e) {
            // shut down or full: done by the one who waits
        }
    }

    /**
     * Does a task that nobody has begun, or waits for its end, whatever interrupts come meanwhile.
     *
     * @param task that was given to {@link #begin}
     */
    public static void finish(FutureTask<?> task) {
        task.run();
        boolean interrupted = false;
        while (true) {
            try {
                task.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                break; // whoever wants its result is told
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Repeats a task until the result is closed; the first time after one pause.
     *
     * @param name of a thread of its own
     * @param pause between two
     * @param task must not throw
     * @return ends it; a task that has begun may go on for a moment where the thread is a host's
     * @throws RejectedExecutionException if the host takes no more tasks
     */
    public Repeated every(String name, Duration pause, Runnable task) {
        if (host.isPresent()) {
            ScheduledFuture<?> repeated = repeat(host.get(), pause, task);
            return () -> repeated.cancel(false);
        }
        ScheduledExecutorService own = Executors.newSingleThreadScheduledExecutor(work -> daemon(name, work));
        repeat(own, pause, task);
        return () -> end(own);
    }

    private static ScheduledFuture<?> repeat(ScheduledExecutorService on, Duration pause, Runnable task) {
        return on.scheduleWithFixedDelay(task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is repeated. */
    @FunctionalInterface
    public interface Repeated extends AutoCloseable {
        /** Ends it. */
        @Override
        void close();
    }

    private static void end(ScheduledExecutorService own) {
        own.shutdownNow();
        try {
            own.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
