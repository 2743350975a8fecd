package dev.apes.engine.workflow;

import dev.apes.api.Cancellation;
import dev.apes.api.error.CancelledException;
import dev.apes.engine.parallel.EngineThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A fixed number of daemon threads, or of threads borrowed from the host, that work through index ranges. Results go by index, so how many threads there are changes no
 * result. Work that a worker hands out itself is done by that worker, so that workers never wait for each other. Thread-safe.
 */
final class Workers implements AutoCloseable {
    private final ExecutorService pool;
    private final ThreadLocal<Boolean> isWorker = new ThreadLocal<>();

    /** A range of work. */
    @FunctionalInterface
    interface Range {
        void run(int from, int to);
    }

    Workers(int threads, String name) {
        this(threads, name, Optional.empty());
    }

    /** @param host lends the threads, if there is one; the one who waits for the work is one of them then */
    Workers(int threads, String name, Optional<Executor> host) {
        pool = threads == 1
                ? null
                // others in this process, such as the database connection, go first
                : EngineThreads.several(name, threads, host, Thread.MIN_PRIORITY);
    }

    /** Runs {@code work} over {@code [0, n)} in ranges of {@code chunk}; the first failure in index order is thrown. */
    void forChunks(int n, int chunk, Cancellation cancellation, Range work) {
        if (pool == null || n <= chunk || isWorker.get() != null) {
            for (int from = 0; from < n; from += chunk) {
                cancellation.throwIfCancelled();
                work.run(from, Math.min(n, from + chunk));
            }
            return;
        }
        List<Future<?>> futures = new ArrayList<>();
        for (int from = 0; from < n; from += chunk) {
            int start = from;
            futures.add(pool.submit(() -> {
                isWorker.set(true);
                try {
                    cancellation.throwIfCancelled();
                    work.run(start, Math.min(n, start + chunk));
                } finally {
                    isWorker.remove();
                }
            }));
        }
        RuntimeException failure = null;
        for (Future<?> future : futures) {
            try {
                if (failure == null) {
                    EngineThreads.help(pool, future);
                    future.get();
                } else {
                    future.cancel(true);
                }
            } catch (InterruptedException e) {
                failure = new CancelledException("interrupted while waiting for work in progress");
                future.cancel(true);
            } catch (ExecutionException e) {
                failure = e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        if (pool == null) {
            return;
        }
        pool.shutdownNow();
        try {
            // a worker stuck in a plugin is a daemon and keeps nothing alive
            pool.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
