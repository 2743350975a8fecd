package dev.apes.mcp;

import dev.apes.api.Prompt;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.metrics.RulePerformance;
import dev.apes.persistence.EnhancementLog;
import dev.apes.persistence.EnhancementLog.Enhancement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what was enhanced, on a thread of its own, so that no answer waits for the database; judges it there, too. Keeps at most so
 * many that are not stored yet: while the database is away, further ones are counted and dropped. {@link #close} stores what is left,
 * within a time limit. Thread-safe.
 */
final class Recorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final int BATCH = 100;
    private static final long RETRY_MILLIS = 500;

    private final EnhancementLog log;
    private final PromptEvaluator judge;
    private final Duration patience;
    private final BlockingQueue<Entry> queue;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;

    private interface Entry {}

    private record Done(Prompt original, Enhancement enhancement) implements Entry {}

    private record Marker(CountDownLatch reached) implements Entry {}

    /**
     * @param log where to store
     * @param judge scores prompts before and after
     * @param capacity how many may wait to be stored
     * @param patience how long {@link #close} tries to store what is left
     */
    Recorder(EnhancementLog log, PromptEvaluator judge, int capacity, Duration patience) {
        this.log = log;
        this.judge = judge;
        this.patience = patience;
        queue = new ArrayBlockingQueue<>(capacity);
        thread = new Thread(this::run, "apes-recorder");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * @param original the prompt, with what belongs to it
     * @param enhancement what was made of it; not judged yet
     * @return whether it will be stored; false if too many wait already
     */
    boolean record(Prompt original, Enhancement enhancement) {
        boolean taken = closing.getCount() > 0 && queue.offer(new Done(original, enhancement));
        if (!taken && dropped.incrementAndGet() % 1_000 == 1) {
            LOG.warn("{} enhanced prompts were not recorded: too many wait for the database", dropped.get());
        }
        return taken;
    }

    /**
     * Waits until everything recorded so far is stored.
     *
     * @param limit how long at most
     * @return whether it is
     * @throws InterruptedException if interrupted while waiting
     */
    boolean settle(Duration limit) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        long deadline = System.nanoTime() + limit.toNanos();
        return queue.offer(new Marker(reached), limit.toNanos(), TimeUnit.NANOSECONDS)
                && reached.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** {@return how many were dropped since the start} */
    long dropped() {
        return dropped.get();
    }

    /** {@return how many wait to be stored} */
    int waiting() {
        return queue.size();
    }

    private void run() {
        List<Entry> batch = new ArrayList<>();
        try {
            while (fill(batch)) {
                try {
                    store(batch);
                    batch.clear();
                } catch (RuntimeException e) {
                    LOG.warn("Enhanced prompts can't be recorded now, trying again: {}", e.getMessage());
                    Thread.sleep(RETRY_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("{} enhanced prompts were not recorded", batch.size() + queue.size());
        }
    }

    /** {@return whether there is something to store; false at the end} What could not be stored stays in the batch. */
    private boolean fill(List<Entry> batch) throws InterruptedException {
        while (batch.isEmpty()) {
            boolean last = closing.getCount() == 0;
            Entry first = last ? queue.poll() : queue.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, BATCH - 1);
            } else if (last) {
                return false;
            }
        }
        return true;
    }

    private void store(List<Entry> batch) {
        List<Enhancement> judged = new ArrayList<>();
        for (Entry entry : batch) {
            if (entry instanceof Done done) {
                judged.add(judged(done));
            }
        }
        log.add(judged);
        for (Entry entry : batch) {
            if (entry instanceof Marker marker) {
                marker.reached.countDown();
            }
        }
    }

    private Enhancement judged(Done done) {
        Enhancement one = done.enhancement;
        Map<String, Double> metrics = new LinkedHashMap<>(one.metrics());
        OptionalDouble improvement = OptionalDouble.empty();
        try {
            List<Evaluation> answers = judge.evaluate(
                    List.of(
                            EvaluationRequest.baseline(done.original),
                            new EvaluationRequest(one.enhanced(), done.original, 0)),
                    EvaluationContext.of(0));
            double before = answers.get(0).score();
            double after = answers.get(1).score();
            metrics.put("score_before", before);
            metrics.put("score_after", after);
            improvement = OptionalDouble.of(RulePerformance.improvementScore(after - before, before));
        } catch (RuntimeException e) {
            LOG.warn("An enhanced prompt is recorded without a score: {}", e.getMessage());
        }
        return new Enhancement(
                one.sessionId(), one.original(), one.enhanced(), one.rules(), improvement, metrics, one.at());
    }

    /** Stores what waits, as long as patience lasts, and ends. Idempotent. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
