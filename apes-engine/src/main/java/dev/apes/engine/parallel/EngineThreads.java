package dev.apes.engine.parallel;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;

/** Where the engine's work runs: on daemon threads of its own, or on threads that a host lends. */
public final class EngineThreads {
    private EngineThreads() {}

    /**
     * @param name of a thread of its own
     * @param host lends a thread instead, if there is one
     * @return runs one task after the other
     */
    public static ExecutorService single(String name, Optional<Executor> host) {
        return host.<ExecutorService>map(lender -> new BorrowedThreads(lender, 1))
                .orElseGet(() -> Executors.newSingleThreadExecutor(task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                }));
    }

    /**
     * @param name of threads of its own
     * @param threads how many tasks run at once; on borrowed threads the one who waits is one of them, see {@link #help}
     * @param host lends threads instead, if there is one
     * @param priority of threads of its own
     * @return runs tasks side by side
     */
    public static ExecutorService several(String name, int threads, Optional<Executor> host, int priority) {
        return host.<ExecutorService>map(lender -> new BorrowedThreads(lender, Math.max(1, threads - 1)))
                .orElseGet(() -> Executors.newFixedThreadPool(threads, task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    thread.setPriority(priority);
                    return thread;
                }));
    }

    /**
     * Does a task that a host has lent no thread for yet.
     *
     * @param pool who was given the task
     * @param task what it gave for it, waited for next
     */
    public static void help(ExecutorService pool, Future<?> task) {
        if (pool instanceof BorrowedThreads && task instanceof RunnableFuture<?> own) {
            own.run();
        }
    }
}
