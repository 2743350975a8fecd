package dev.apes.cli.report;

import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingStep;
import dev.apes.api.metrics.PerformanceMetrics;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A progress bar on the last line of a terminal, redrawn in place a few times a second; what lasts scrolls above it. Each frame is
 * one write that overwrites the one before, so that nothing flickers.
 */
public final class BarView implements LiveView {
    private static final int BAR = 8;
    private static final String GREEN = "\u001B[32m";
    private static final String YELLOW = "\u001B[33m";
    private static final String RESET = "\u001B[0m";
    private static final String TO_LINE_END = "\u001B[K";

    private final PrintStream out;
    private final int columns;
    private final boolean colour;
    private final Clock clock;
    private final ScheduledExecutorService ticker;
    private int iteration;
    private TrainingStep step;
    private Instant stepStart;
    private long done;
    private long total;
    private Optional<PerformanceMetrics> metrics = Optional.empty();
    private boolean drawn;

    /**
     * @param out the terminal
     * @param columns its width
     * @param colour whether it may be coloured
     * @param clock tells how long a step has been running
     */
    public BarView(PrintStream out, int columns, boolean colour, Clock clock) {
        this.out = out;
        this.columns = columns;
        this.colour = colour;
        this.clock = clock;
        ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "apes-progress");
            thread.setDaemon(true);
            return thread;
        });
        ticker.scheduleAtFixedRate(this::draw, 250, 250, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void accept(TrainingEvent event) {
        if (event instanceof TrainingEvent.StepStarted e) {
            iteration = e.iteration();
            step = e.step();
            stepStart = clock.instant();
            done = 0;
            total = 0;
            metrics = e.metrics().or(() -> metrics);
        } else if (event instanceof TrainingEvent.StepProgress e) {
            done = e.done();
            total = e.total();
        } else if (event instanceof TrainingEvent.StepFinished e) {
            done = total;
        } else if (event instanceof TrainingEvent.IterationCommitted e) {
            metrics = Optional.of(e.record().summary().metrics());
        }
        LiveText.lasting(event).ifPresent(line -> print(event, line));
        if (event instanceof TrainingEvent.SessionFinished) {
            close();
        }
    }

    private void print(TrainingEvent event, String line) {
        String paint = "";
        if (colour && event instanceof TrainingEvent.Promoted) {
            paint = GREEN;
        } else if (colour && event instanceof TrainingEvent.Warning) {
            paint = YELLOW;
        }
        out.print("\r" + TO_LINE_END + paint + line + (paint.isEmpty() ? "" : RESET) + "\n");
        out.flush();
        drawn = false;
    }

    private synchronized void draw() {
        if (step == null || ticker.isShutdown()) {
            return;
        }
        out.print("\r" + frame() + TO_LINE_END);
        out.flush();
        drawn = true;
    }

    /** {@return the bar as it stands} */
    synchronized String frame() {
        double share = total == 0 ? 0 : (double) done / total;
        int filled = (int) (share * BAR);
        String bar = total == 0 ? " ".repeat(BAR) : "#".repeat(filled) + "-".repeat(BAR - filled);
        String text = String.format(
                Locale.ROOT,
                "[%d] %-26s [%s] %4s %3ds %s",
                iteration,
                LiveText.step(step),
                bar,
                total == 0 ? "" : (int) (100 * share) + "%",
                Duration.between(stepStart, clock.instant()).toSeconds(),
                metrics.map(LiveText::shortMetrics).orElse(""));
        return text.length() < columns ? text : text.substring(0, Math.max(0, columns - 1));
    }

    @Override
    public synchronized void close() {
        ticker.shutdownNow();
        if (drawn) {
            out.print("\r" + TO_LINE_END);
            out.flush();
            drawn = false;
        }
    }
}
