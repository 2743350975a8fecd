package dev.apes.cli.signal;

import dev.apes.api.TrainingEvent;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.IterationRecord;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Consumer;

/** How far a session is, from its events alone: it can be told while the database is away. Thread-safe. */
public final class Progress implements Consumer<TrainingEvent> {
    private static final int WARNINGS = 10;

    private final Clock clock;
    private final Instant since;
    private final Deque<String> warnings = new ArrayDeque<>();
    private String step = "starting";
    private IterationRecord committed;
    private long promotions;

    /** @param clock tells the time */
    public Progress(Clock clock) {
        this.clock = clock;
        since = clock.instant();
    }

    @Override
    public synchronized void accept(TrainingEvent event) {
        if (event instanceof TrainingEvent.StepStarted e) {
            step = "iteration " + e.iteration() + ", step '" + e.step().label() + "' since " + time(clock.instant());
        } else if (event instanceof TrainingEvent.IterationCommitted e) {
            committed = e.record();
            promotions += e.record().promotions().size();
        } else if (event instanceof TrainingEvent.Warning e) {
            warnings.addLast(time(clock.instant()) + " " + e.message());
            if (warnings.size() > WARNINGS) {
                warnings.removeFirst();
            }
        } else if (event instanceof TrainingEvent.SessionFinished e) {
            step = "ended: " + e.reason();
        }
    }

    /**
     * @param session its id
     * @return a page of lines for people
     */
    public synchronized String page(String session) {
        Instant now = clock.instant();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        StringBuilder page = new StringBuilder();
        line(page, "session", session);
        line(page, "process", String.valueOf(ProcessHandle.current().pid()));
        line(page, "at", time(now));
        line(page, "running for", Duration.between(since, now).toSeconds() + " s");
        line(page, "now", step);
        if (committed == null) {
            line(page, "committed", "no iteration by this process yet");
        } else {
            PerformanceMetrics m = committed.summary().metrics();
            line(page, "committed", "iteration " + committed.iteration());
            line(
                    page,
                    "metrics",
                    String.format(
                            Locale.ROOT,
                            "accuracy %.3f, effectiveness %.3f, coverage %.3f, improvement %+.4f",
                            m.modelAccuracy(),
                            m.ruleEffectiveness(),
                            m.patternCoverage(),
                            committed.summary().improvement()));
            line(page, "evaluator calls", String.valueOf(committed.summary().evaluatorCalls()));
            line(page, "promotions", promotions + " by this process");
        }
        long mebi = 1 << 20;
        line(
                page,
                "memory",
                memory.getHeapMemoryUsage().getUsed() / mebi + " of "
                        + memory.getHeapMemoryUsage().getMax() / mebi + " MiB heap");
        line(page, "threads", String.valueOf(ManagementFactory.getThreadMXBean().getThreadCount()));
        warnings.forEach(w -> line(page, "warning", w));
        return page.toString();
    }

    private static void line(StringBuilder page, String name, String value) {
        page.append(String.format(Locale.ROOT, "%-16s %s%n", name, value));
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
