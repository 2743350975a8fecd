package dev.apes.engine.llm;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * The JDK's client for as long as somebody asks: its threads end with the last who holds it. Java 17 can't close a client, whose selector
 * lives until the garbage collector comes by or until it is interrupted, so that thread is found by the group it is made in. Thread-safe.
 */
final class ClientOnDemand {
    /** Of those who open clients and of selectors alone. */
    private static final ThreadGroup SELECTORS = new ThreadGroup("apes-llm-http");
    /** The group itself is locked by whoever adds a thread to it. */
    private static final Object OPENING = new Object();

    private final Supplier<HttpClient.Builder> settings;
    private int holders;
    private HttpClient client;
    private ExecutorService workers;
    private List<Thread> selectors = List.of();

    /** @param settings of a client; its executor is set here */
    ClientOnDemand(Supplier<HttpClient.Builder> settings) {
        this.settings = settings;
    }

    /** {@return keeps the client open until it is closed} */
    synchronized ChatPort.Held hold() {
        if (holders++ == 0) {
            workers = Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(SELECTORS.getParent(), task, "apes-llm-http");
                thread.setDaemon(true);
                return thread;
            });
            open(settings.get().executor(workers));
        }
        return new Hold();
    }

    /** {@return the client; to be called by who holds it} */
    synchronized HttpClient client() {
        return Objects.requireNonNull(client, "nobody holds the client");
    }

    private void open(HttpClient.Builder builder) {
        synchronized (OPENING) {
            List<Thread> before = living();
            FutureTask<HttpClient> opening = new FutureTask<>(builder::build);
            Thread opener = new Thread(SELECTORS, opening, "apes-llm-open");
            opener.setDaemon(true);
            opener.start();
            client = result(opening);
            List<Thread> made = new ArrayList<>(living());
            made.removeAll(before);
            made.remove(opener);
            selectors = made;
        }
    }

    private static List<Thread> living() {
        Thread[] found = new Thread[SELECTORS.activeCount() + 16];
        return Arrays.asList(found).subList(0, SELECTORS.enumerate(found));
    }

    private static HttpClient result(FutureTask<HttpClient> opening) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get();
                } catch (InterruptedException e) {
                    interrupted = true; // it takes milliseconds
                } catch (ExecutionException e) {
                    throw new IllegalStateException("no HTTP client can be made: " + e.getCause(), e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void letGo() {
        if (--holders == 0) {
            client = null;
            selectors.forEach(Thread::interrupt);
            workers.shutdown();
        }
    }

    private final class Hold implements ChatPort.Held {
        private boolean closed;

        @Override
        public void close() {
            synchronized (ClientOnDemand.this) {
                if (!closed) {
                    closed = true;
                    letGo();
                }
            }
        }
    }
}
