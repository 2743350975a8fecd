package dev.apes.examples.tools;

import com.sun.management.OperatingSystemMXBean;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.TrainingStep;
import dev.apes.api.metrics.MetricTargets;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.Apes;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.embedded.EmbeddedPostgres;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Trains for a great many iterations of next to no work, and shows whether their time or the heap grows with their number.
 *
 * <pre>{@code
 * APES_JAVA_OPTS=-Xmx256m apes-examples/run Endurance 10000                        in memory
 * APES_JAVA_OPTS=-Xmx256m apes-examples/run Endurance 10000 --home /tmp/endurance  on a PostgreSQL of its own under that folder
 * APES_DB_URL=… APES_DB_USER=… apes-examples/run Endurance 10000 --db              on that database
 * }</pre>
 *
 * {@code --prompts N} trains on N prompts (default 12), {@code --rows N} has N rows of data generated in every iteration (default 0). What counts is the last line: the median and mean time of
 * the first {@value #WINDOW} iterations behind {@value #WARM_UP} that warm up, that of the last {@value #WINDOW}, and their ratio. Both
 * windows lie in one run, so that the machine is the same; run it on a quiet one.
 */
public final class Endurance {
    /** Iterations that are compared at either end. */
    static final int WINDOW = 100;

    /** Iterations in which the virtual machine compiles. */
    static final int WARM_UP = 300;

    private static final int LONGEST_REPORTED = 1_000;

    private final PrintStream out;
    private final Footprint.Database database;
    private final Footprint before;
    private final int reported;
    private final double[] seconds;
    private final double[] cpu;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private double updating;
    private long begun;
    private long cpuBegun;

    private Endurance(int iterations, Footprint.Database database, PrintStream out) {
        this.out = out;
        this.database = database;
        before = Footprint.of(database);
        reported = Math.max(1, Math.min(LONGEST_REPORTED, iterations / 10));
        if (iterations < 4 * WINDOW) {
            throw new IllegalArgumentException(iterations + " iterations are too few to compare " + WINDOW
                    + " at the beginning with as many at the end; " + 4 * WINDOW + " at least");
        }
        seconds = new double[iterations];
        cpu = new double[iterations];
    }

    /**
     * What came of a run.
     *
     * @param iterations how many there were
     * @param first mean seconds of an iteration at the beginning
     * @param last mean seconds of an iteration at the end
     * @param medianRatio median at the end over median at the beginning, which a pause of the machine does not move
     * @param cpuRatio the same of the processor time of this process, which neighbours on the machine hardly move
     * @param heapMiB in use at the end
     * @param updatingShare share of all time that step 7 took
     */
    record Figures(
            int iterations,
            double first,
            double last,
            double medianRatio,
            double cpuRatio,
            long heapMiB,
            double updatingShare) {
        double ratio() {
            return last / first;
        }
    }

    /**
     * @param args see above
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        int iterations = Integer.parseInt(args[0]);
        int rows = 0;
        int prompts = 12;
        String kept = "in memory";
        for (int i = 1; i < args.length; i++) {
            switch (args[i]) {
                case "--rows" -> rows = Integer.parseInt(args[++i]);
                case "--prompts" -> prompts = Integer.parseInt(args[++i]);
                case "--home" -> kept = args[++i];
                case "--db" -> kept = "";
                default ->
                    throw new IllegalArgumentException(
                            args[i] + ": should be --rows N, --prompts N, --home DIR or --db");
            }
        }
        if (kept.equals("in memory")) {
            run(Apes.builder(), null, prompts, iterations, rows, System.out);
        } else if (kept.isEmpty()) {
            run(
                    new Footprint.Database(
                            System.getenv("APES_DB_URL"),
                            System.getenv("APES_DB_USER"),
                            System.getenv("APES_DB_PASSWORD")),
                    prompts,
                    iterations,
                    rows,
                    System.out);
        } else {
            try (EmbeddedPostgres server = EmbeddedPostgres.open(Path.of(kept).toAbsolutePath())) {
                run(
                        new Footprint.Database(server.jdbcUrl(), server.user(), server.password()),
                        prompts,
                        iterations,
                        rows,
                        System.out);
            }
        }
    }

    static Figures run(Footprint.Database database, int prompts, int iterations, int rows, PrintStream out)
            throws InterruptedException {
        Endurance endurance = new Endurance(iterations, database, out);
        SessionStore store = PostgresSessionStore.open(PostgresStoreConfig.at(database.url())
                .user(database.user())
                .password(database.password())
                .build());
        return endurance.run(Apes.builder().store(store), prompts, rows);
    }

    static Figures run(
            Apes.Builder builder, Footprint.Database database, int prompts, int iterations, int rows, PrintStream out)
            throws InterruptedException {
        return new Endurance(iterations, database, out).run(builder, prompts, rows);
    }

    private Figures run(Apes.Builder builder, int prompts, int rows) throws InterruptedException {
        Figures figures = trained(builder, prompts, rows);
        out.println("before: " + before + "; after closing: " + Footprint.of(database));
        return figures;
    }

    private Figures trained(Apes.Builder builder, int prompts, int rows) throws InterruptedException {
        TrainingRequest request = TrainingRequest.builder()
                .promptTexts(SmallWork.prompts(prompts))
                .evaluator(SmallWork.Judge.NAME)
                .generatedRows(rows)
                .settingsPerRule(2)
                // those in brackets look at every iteration, and can't agree before the end
                .stopping("(improvement_threshold&correlation_plateau&mann_kendall&slope_equivalence"
                        + "&max_iterations:limit=" + (seconds.length + 1) + ")|max_iterations:limit=" + seconds.length)
                .targets(new MetricTargets(1, 1, 1, Map.of()))
                .threads(1)
                .build();
        try (TrainingEngine engine = builder.pluginClassLoader(SmallWork.withoutRules())
                .rule(new SmallWork.Signature())
                .evaluator(new SmallWork.Judge())
                .gapAnalyzer(new SmallWork.NeverContent())
                .build()) {
            begun = System.nanoTime();
            cpuBegun = system.getProcessCpuTime();
            TrainingReport report = engine.start(request, event -> {
                        if (event instanceof TrainingEvent.StepFinished step && step.step() == TrainingStep.UPDATE) {
                            updating += step.took().toNanos() / 1e9;
                        }
                        if (event instanceof TrainingEvent.IterationCommitted committed) {
                            took(committed.record());
                        }
                    })
                    .await();
            Figures figures = figures();
            out.printf(
                    Locale.ROOT,
                    "%,d iterations (%s), %.1f s: mean %.2f ms at first, %.2f ms at last, ratio %.3f (of medians %.3f, of processor time %.3f);"
                            + " step 7 %.1f %% of the time; %d MiB of heap in use of %d%n",
                    report.iterationCount(),
                    report.stopExplanation(),
                    Arrays.stream(seconds).sum(),
                    1e3 * figures.first,
                    1e3 * figures.last,
                    figures.ratio(),
                    figures.medianRatio,
                    figures.cpuRatio,
                    100 * figures.updatingShare,
                    figures.heapMiB,
                    Runtime.getRuntime().maxMemory() >> 20);
            return figures;
        }
    }

    private void took(IterationRecord record) {
        long now = System.nanoTime();
        long cpuNow = system.getProcessCpuTime();
        seconds[record.iteration() - 1] = (now - begun) / 1e9;
        cpu[record.iteration() - 1] = (cpuNow - cpuBegun) / 1e9;
        if (record.iteration() % reported == 0 && record.iteration() >= WINDOW) {
            int from = record.iteration() - WINDOW;
            out.printf(
                    Locale.ROOT,
                    "iteration %,6d: mean %.2f ms, median %.2f ms, %.2f ms of processor over the last %d; %s%n",
                    record.iteration(),
                    1e3 * mean(seconds, from),
                    1e3 * median(from),
                    1e3 * mean(cpu, from),
                    WINDOW,
                    Footprint.of(database));
        }
        begun = System.nanoTime();
        cpuBegun = system.getProcessCpuTime();
    }

    private Figures figures() {
        int start = Math.min(WARM_UP, seconds.length / 4);
        int end = seconds.length - WINDOW;
        return new Figures(
                seconds.length,
                mean(seconds, start),
                mean(seconds, end),
                median(end) / median(start),
                mean(cpu, end) / mean(cpu, start),
                heap(),
                updating / Arrays.stream(seconds).sum());
    }

    private static double mean(double[] of, int from) {
        return Arrays.stream(of, from, from + WINDOW).average().orElseThrow();
    }

    private double median(int from) {
        double[] sorted = Arrays.copyOfRange(seconds, from, from + WINDOW);
        Arrays.sort(sorted);
        return (sorted[WINDOW / 2 - 1] + sorted[WINDOW / 2]) / 2;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory() >> 20;
    }
}
