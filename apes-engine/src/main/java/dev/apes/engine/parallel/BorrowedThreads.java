package dev.apes.engine.parallel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * At most so many of a host's threads at once, given back when there is nothing to do. Closing it ends its own tasks and leaves the host's
 * executor alone. A task that has not begun may be run by whoever waits for it ({@code ((RunnableFuture<?>) future).run()}), so that
 * nobody depends on the host having a thread to spare. Thread-safe.
 */
public final class BorrowedThreads extends AbstractExecutorService {
    private static final ThreadLocal<Executor> CURRENT = new ThreadLocal<>();

    private final Executor host;
    private final int most;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Set<Runnable> running = Collections.newSetFromMap(new IdentityHashMap<>());
    private int borrowed;
    private boolean shutdown;

    /**
     * @param host lends the threads
     * @param most how many at once, at least 1
     */
    public BorrowedThreads(Executor host, int most) {
        this.host = Objects.requireNonNull(host, "host");
        this.most = most;
    }

    /** {@return the executor that lent the thread on which this is called; empty on any other thread} */
    public static Optional<Executor> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (shutdown) {
                throw new RejectedExecutionException("no more tasks are taken");
            }
            waiting.add(task);
            if (borrowed == most) {
                return;
            }
            borrowed++;
        }
        try {
            host.execute(this::work);
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                borrowed--;
                waiting.remove(task);
            }
            throw e;
        }
    }

    private void work() {
        Executor before = CURRENT.get();
        CURRENT.set(host);
        try {
            for (Runnable task = next(); task != null; task = next()) {
                run(task);
            }
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                borrowed--;
            }
            throw e;
        } finally {
            ended(task);
            if (task instanceof Future<?> future && future.isCancelled()) {
                // the interrupt was meant for the task, not for the host's thread
                Thread.interrupted();
            }
        }
    }

    private synchronized Runnable next() {
        Runnable task = waiting.poll();
        if (task == null) {
            borrowed--;
        } else {
            running.add(task);
        }
        return task;
    }

    private synchronized void ended(Runnable task) {
        running.remove(task);
        notifyAll();
    }

    @Override
    public synchronized void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> left;
        List<Runnable> begun;
        synchronized (this) {
            shutdown = true;
            left = new ArrayList<>(waiting);
            waiting.clear();
            begun = new ArrayList<>(running);
        }
        for (Runnable task : begun) {
            if (task instanceof Future<?> future) {
                future.cancel(true);
            }
        }
        return left;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutdown && running.isEmpty();
    }

    @Override
    public synchronized boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long until = System.nanoTime() + unit.toNanos(timeout);
        while (!running.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
