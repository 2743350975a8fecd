package dev.apes.engine.llm;

import dev.apes.engine.parallel.BorrowedThreads;
import dev.apes.engine.parallel.EngineThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Does a few slow things side by side, on threads that end with it or are the host's. */
final class Batch {
    private Batch() {}

    /** The results, in order; the first failure is thrown once nothing runs any more. */
    static <T> List<T> sideBySide(int size, int threads, IntFunction<T> work) {
        List<T> results = new ArrayList<>(size);
        if (size == 0) {
            return results;
        }
        if (size == 1 || threads == 1) {
            for (int i = 0; i < size; i++) {
                results.add(work.apply(i));
            }
            return results;
        }
        ExecutorService executor = EngineThreads.several(
                "apes-llm", Math.min(size, threads), BorrowedThreads.current(), Thread.NORM_PRIORITY);
        try {
            List<Future<T>> futures = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                int index = i;
                futures.add(executor.submit(() -> work.apply(index)));
            }
            for (Future<T> future : futures) {
                EngineThreads.help(executor, future);
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new dev.apes.api.error.CancelledException("interrupted while asking a model");
        } finally {
            executor.shutdownNow();
        }
    }
}
