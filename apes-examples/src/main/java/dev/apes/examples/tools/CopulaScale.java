package dev.apes.examples.tools;

import dev.apes.api.Cancellation;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import dev.apes.generators.copula.CopulaGenerator;
import dev.apes.generators.table.SampleChunks;
import dev.apes.generators.table.SeededRandom;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Shows that a table of any length passes through {@code copula} in bounded memory:
 *
 * <pre>APES_JAVA_OPTS=-Xmx512m apes-examples/run CopulaScale [ROWS [SEED]]</pre>
 *
 * The table (1,000,000 rows unless told otherwise) has the forty columns of the law {@code wide}, one of them replaced by a
 * category of 10,000 levels, the rarest seen once in thirty thousand rows. It is drawn and learnt from in portions of 50,000; then as
 * many rows are sampled. If those are 200,000 at least, they are sampled again, {@value #TURNS} times, by turns one portion at a time and as many side by side as {@link
 * SampleChunks} finds room and use for. Prints what all took, the highest use of the heap, and how far the sampled table is from the given one: a number
 * that grows would say that something was lost on the way.
 */
public final class CopulaScale {
    static final int LEVELS = 10_000;

    private static final int PORTION = 50_000;
    private static final int TURNS = 3;
    private static final int LEAST_TIMED = 200_000;
    private static final int CATEGORY = 3;
    private static final int MOST_ROWS = 1_000_000_000;

    private final KnownTables wide = KnownTables.wide();
    private final List<ColumnSchema> schema = new ArrayList<>(wide.schema());
    private final int rows;
    private final long seed;

    private CopulaScale(int rows, long seed) {
        this.rows = rows;
        this.seed = seed;
        schema.set(
                CATEGORY,
                ColumnSchema.categorical(
                        "town",
                        IntStream.range(0, LEVELS).mapToObj(i -> "town " + i).toList()));
    }

    /** @param args how many rows, and a seed */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            if (args.length > 2) {
                throw new InvalidInputException("CopulaScale", "takes at most two numbers: CopulaScale [ROWS [SEED]]");
            }
            int rows = args.length < 1 ? 1_000_000 : (int) CsvArguments.number("ROWS", args[0], 1_000, MOST_ROWS);
            long seed =
                    args.length < 2 ? 1 : CsvArguments.number("SEED", args[1], Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
            new CopulaScale(rows, seed).run(out);
            return 0;
        } catch (InvalidInputException e) {
            err.println("CopulaScale: " + e.getMessage());
            return 2;
        }
    }

    private void run(PrintStream out) {
        Sums given = new Sums(schema);
        long start = CompareGenerators.cpu();
        long drawing = 0;
        Synthesizer synthesizer = null;
        FitContext context = FitContext.of(seed);
        for (int done = 0; done < rows; done += PORTION) {
            long before = CompareGenerators.cpu();
            Table portion = portion(Math.min(PORTION, rows - done), done);
            given.add(portion);
            drawing += CompareGenerators.cpu() - before;
            synthesizer = synthesizer == null
                    ? new CopulaGenerator().fit(portion, context)
                    : synthesizer.fitFurther(portion, context);
        }
        long fitted = CompareGenerators.cpu();
        Sums sampled = new Sums(schema);
        SampleRequest request = new SampleRequest(rows, seed, Map.of(), Cancellation.NONE);
        long[] counting = new long[1];
        SampleChunks.forEach(synthesizer, request, part -> {
            long before = CompareGenerators.cpu();
            sampled.add(part);
            counting[0] += CompareGenerators.cpu() - before;
        });
        double sampling = (CompareGenerators.cpu() - fitted - counting[0]) / 1e9;
        out.printf(
                Locale.ROOT,
                "%d rows of %d columns, one of them a category of %d levels%n",
                rows,
                schema.size(),
                LEVELS);
        out.printf(Locale.ROOT, "fitting          %10.2f s of processor time%n", (fitted - start - drawing) / 1e9);
        out.printf(
                Locale.ROOT,
                "sampling         %10.2f s, %.0f rows a second%n",
                sampling,
                rows / Math.max(1e-9, sampling));
        out.printf(
                Locale.ROOT,
                "heap             %10d MiB at most, of %d%n",
                peak() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
        out.printf(Locale.ROOT, "means differ by  %10.4f standard deviations at most%n", given.farthest(sampled));
        out.printf(
                Locale.ROOT,
                "category         %10d levels in, %d out, total variation %.4f%n",
                given.seen(),
                sampled.seen(),
                given.variation(sampled));
        if (rows >= LEAST_TIMED) {
            besideFixed(synthesizer, request, out);
            out.printf(Locale.ROOT, "heap after that  %10d MiB at most%n", peak() >> 20);
        }
    }

    private static void besideFixed(Synthesizer synthesizer, SampleRequest request, PrintStream out) {
        Took[] one = new Took[TURNS];
        Took[] adaptive = new Took[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            one[turn] = Took.of(synthesizer, request, 1);
            adaptive[turn] = Took.of(synthesizer, request, Runtime.getRuntime().availableProcessors());
        }
        Took.print("one by one", one, out);
        Took.print("adaptive", adaptive, out);
    }

    /** Seconds by the wall and of all cores. */
    private record Took(double wall, double cpu) {
        static Took of(Synthesizer synthesizer, SampleRequest request, int mostAtOnce) {
            long wall = System.nanoTime();
            long cpu = CompareGenerators.cpu();
            SampleChunks.forEach(synthesizer, request, (seed, rows) -> {}, mostAtOnce);
            return new Took((System.nanoTime() - wall) / 1e9, (CompareGenerators.cpu() - cpu) / 1e9);
        }

        static void print(String name, Took[] turns, PrintStream out) {
            out.printf(
                    Locale.ROOT,
                    "%-16s %10s s by the wall, %s s of processor time, in %d turns%n",
                    name,
                    of(turns, Took::wall),
                    of(turns, Took::cpu),
                    turns.length);
        }

        private static String of(Took[] turns, ToDoubleFunction<Took> figure) {
            return Arrays.stream(turns)
                    .map(t -> String.format(Locale.ROOT, "%.2f", figure.applyAsDouble(t)))
                    .collect(Collectors.joining(", "));
        }
    }

    private Table portion(int count, int first) {
        SeededRandom random = new SeededRandom(seed + 31L * first);
        List<double[]> drawn = new ArrayList<>(count);
        for (int r = 0; r < count; r++) {
            double[] row = wide.law().row(random);
            // cubed, so that the first levels are common and the last rare
            double u = random.nextDouble();
            row[CATEGORY] = Math.min(LEVELS - 1, (int) (LEVELS * u * u * u));
            drawn.add(row);
        }
        return Table.ofRows(schema, drawn);
    }

    /** A bound: the pools need not be at their peaks together, and with some collectors these add up to more than there is. */
    private static long peak() {
        long peaks = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(p -> p.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(u -> u.getUsed())
                .sum();
        return Math.min(peaks, Runtime.getRuntime().maxMemory());
    }

    /** Means, deviations and counts of a table that is never held as a whole. */
    private static final class Sums {
        private final boolean[] numeric;
        private final double[] sum;
        private final double[] squares;
        private final long[] levels = new long[LEVELS];
        private long count;

        Sums(List<ColumnSchema> schema) {
            numeric = new boolean[schema.size()];
            for (int c = 0; c < numeric.length; c++) {
                numeric[c] = schema.get(c).levels().isEmpty();
            }
            sum = new double[numeric.length];
            squares = new double[numeric.length];
        }

        void add(Table rows) {
            for (int c = 0; c < numeric.length; c++) {
                for (double v : rows.column(c)) {
                    sum[c] += v;
                    squares[c] += v * v;
                }
            }
            for (double level : rows.column(CATEGORY)) {
                levels[(int) level]++;
            }
            count += rows.rows();
        }

        double farthest(Sums other) {
            double farthest = 0;
            for (int c = 0; c < numeric.length; c++) {
                double mean = sum[c] / count;
                double deviation = Math.sqrt(Math.max(0, squares[c] / count - mean * mean));
                if (numeric[c] && deviation > 0) {
                    farthest = Math.max(farthest, Math.abs(other.sum[c] / other.count - mean) / deviation);
                }
            }
            return farthest;
        }

        long seen() {
            return IntStream.range(0, LEVELS).filter(l -> levels[l] > 0).count();
        }

        double variation(Sums other) {
            double sum = 0;
            for (int l = 0; l < LEVELS; l++) {
                sum += Math.abs((double) levels[l] / count - (double) other.levels[l] / other.count);
            }
            return sum / 2;
        }
    }
}
