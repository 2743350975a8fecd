package dev.apes.generators.table;

import dev.apes.api.error.CancelledException;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Draws several samples at a time, one of them on the caller's thread. Its threads end when it is closed. Not thread-safe. */
final class SideBySide implements AutoCloseable {
    private final Synthesizer synthesizer;
    private ExecutorService others;

    SideBySide(Synthesizer synthesizer) {
        this.synthesizer = synthesizer;
    }

    /** {@return what is asked for, in that order; if one fails, the first failure is thrown after all have ended} */
    List<Table> draw(List<SampleRequest> requests) {
        List<Future<Table>> beside = new ArrayList<>();
        for (SampleRequest request : requests.subList(1, requests.size())) {
            beside.add(others().submit(() -> synthesizer.sample(request)));
        }
        List<Table> tables = new ArrayList<>();
        Throwable failure = null;
        try {
            tables.add(synthesizer.sample(requests.get(0)));
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        for (Future<Table> each : beside) {
            try {
                tables.add(each.get());
            } catch (InterruptedException e) {
                others.shutdownNow();
                Thread.currentThread().interrupt();
                throw new CancelledException("interrupted while rows were drawn");
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure; // sampling declares no others
        }
        return tables;
    }

    private ExecutorService others() {
        if (others == null) {
            others = Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "apes-sample");
                thread.setDaemon(true);
                return thread;
            });
        }
        return others;
    }

    @Override
    public void close() {
        if (others != null) {
            others.shutdownNow();
        }
    }
}
