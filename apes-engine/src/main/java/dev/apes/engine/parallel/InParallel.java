package dev.apes.engine.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks on a few threads of their own, which are gone when it returns. */
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
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, tasks.size()), task -> {
            Thread thread = new Thread(task, "apes-" + what.replace(' ', '-'));
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> f : pool.invokeAll(tasks)) {
                results.add(f.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + " was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
