package dev.apes.engine.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;

/** Runs tasks on a few threads of their own, which are gone when it returns, or on threads of the host that lent the caller's. */
public final class InParallel {
    private InParallel() {}

    /**
     * @param what they work on, in a few words: part of the threads' names and of what is said when they are interrupted
     * @param tasks what to do; each is begun in this order
     * @param threads how many at once, at least 1
     * @param <T> what a task gives
     * @return the results in the order of the tasks
     * @throws RuntimeException the first failure, as the task threw it
     * @throws IllegalStateException if interrupted (the calling thread stays so), or a task threw a checked exception, its cause
     */
    public static <T> List<T> all(String what, List<Callable<T>> tasks, int threads) {
        int atOnce = Math.min(threads, tasks.size());
        List<FutureTask<T>> futures = new ArrayList<>();
        tasks.forEach(task -> futures.add(new FutureTask<>(task)));
        if (atOnce <= 1) {
            futures.forEach(FutureTask::run);
            return results(what, futures);
        }
        ExecutorService pool = EngineThreads.several(
                "apes-" + what.replace(' ', '-'), atOnce, BorrowedThreads.current(), Thread.NORM_PRIORITY);
        try {
            futures.forEach(pool::execute);
            futures.forEach(future -> EngineThreads.help(pool, future));
            return results(what, futures);
        } finally {
            futures.forEach(future -> future.cancel(true));
            pool.shutdownNow();
        }
    }

    /** Waits for all, also where one has failed. */
    private static <T> List<T> results(String what, List<FutureTask<T>> futures) {
        List<T> results = new ArrayList<>();
        Throwable failure = null;
        try {
            for (FutureTask<T> future : futures) {
                try {
                    results.add(future.get());
                } catch (ExecutionException e) {
                    failure = failure == null ? e.getCause() : failure;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + " was interrupted", e);
        }
        if (failure instanceof RuntimeException cause) {
            throw cause;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        return results;
    }
}
