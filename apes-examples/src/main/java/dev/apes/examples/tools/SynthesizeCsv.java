package dev.apes.examples.tools;

import dev.apes.api.Cancellation;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.RowPredicate;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.api.generation.TableConstraint;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.generators.constraint.ConstrainedGenerator;
import dev.apes.generators.constraint.ConstrainedSynthesizer;
import dev.apes.generators.hybrid.HybridSynthesizer;
import dev.apes.generators.table.SampleChunks;
import dev.apes.generators.table.TableSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes rows like those of a CSV file with any installed generator:
 *
 * <pre>apes-examples/run SynthesizeCsv IN.csv OUT.csv --method copula --rows 1000 --seed 7 --report out.html</pre>
 *
 * IN has a header; its cells are separated by comma, semicolon, tab or bar; numbers, dates, booleans and categories are told apart
 * by looking at all cells of a column, or given with {@code --type column=integer|number|boolean|date|datetime|category}; empty cells,
 * NA, null and the like are missing. OUT has the same header and the same way of writing; numbers and dates stay within the
 * range of IN. {@code --condition column=value}, repeatable, holds in every row. {@code -O key=value} are options of the method.
 * {@code --constraint TEXT}, repeatable, holds in every row, too: {@code 'start <= end'}, {@code 'net + tax = gross'}, {@code '0 <= age
 * <= 120'}, {@code 'combinations(town, country)'}, or any comparison ({@link ConstraintText}); rows of IN that break one are not learnt
 * from. Without {@code --rows} there are as many rows as in IN. No row reads like one of IN, unless
 * all columns are discrete ({@link RowsOfTheFile}). The same seed gives the same OUT. Files of any length pass in bounded
 * memory. {@code --report} writes a page that shows both tables side by side; of longer ones a sample. Progress goes to standard
 * error. Exit codes: 0 done, 1 failed, 2 bad input.
 */
public final class SynthesizeCsv {
    /** Up to as many rows are fitted at once; more are fitted further, portion by portion. */
    private static final int PORTION = 100_000;

    /**
     * Up to as many cells are fitted at once, so that a table of a thousand columns passes, too. What memory there is does not
     * decide: the same file and seed give the same rows everywhere.
     */
    private static final int PORTION_CELLS = 8_000_000;

    private static final int LEAST_PORTION = 1_000;

    private final CsvArguments arguments;
    private final SyntheticGenerator method;
    private final PrintStream err;
    private SyntheticGenerator generator;
    private List<TableConstraint> constraints = List.of();
    private long leftOut;
    private Synthesizer synthesizer;
    private TableSummary summary;
    private RowsOfTheFile file;
    private Table shown;
    private int tenths;

    private SynthesizeCsv(CsvArguments arguments, SyntheticGenerator method, PrintStream err) {
        this.arguments = arguments;
        this.method = method;
        this.err = err;
    }

    /** @param args see above */
    public static void main(String[] args) {
        PluginRegistry plugins =
                new PluginRegistry(new PluginRegistry.Explicit(), SynthesizeCsv.class.getClassLoader());
        System.exit(run(args, plugins, System.out, System.err));
    }

    static int run(String[] args, PluginRegistry plugins, PrintStream stdout, PrintStream err) {
        try {
            CsvArguments arguments = CsvArguments.parse(args);
            new SynthesizeCsv(arguments, plugins.generator(arguments.method()), err).run(stdout);
            return 0;
        } catch (InvalidInputException | IllegalArgumentException e) {
            err.println("SynthesizeCsv: " + oneLine(e));
            return 2;
        } catch (ApesException | UncheckedIOException e) {
            err.println("SynthesizeCsv: " + oneLine(e));
            return 1;
        }
    }

    private static String oneLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\R", " ");
    }

    private void run(PrintStream stdout) {
        requireOutputs(stdout);
        CsvTable csv = CsvTable.open(arguments.in(), arguments.types());
        for (CsvColumn column : csv.columns()) {
            boolean allDiffer = column.texts() > 20 && column.texts() > 0.9 * column.present();
            err.println("SynthesizeCsv: column '" + column.header() + "': "
                    + column.kind().label()
                    + (column.texts() > 0 ? " of " + column.texts() + " texts" : "")
                    + (allDiffer ? "; nearly every row has its own, and rows will carry these very texts" : ""));
        }
        Map<String, Double> conditions = new LinkedHashMap<>();
        arguments.conditions().forEach((header, value) -> {
            CsvColumn column = csv.columns().get(csv.column("--condition", header));
            conditions.put(column.name(), column.readCondition(value.strip()));
        });
        constraints = arguments.constraints().stream()
                .flatMap(text -> ConstraintText.parse(csv, text).stream())
                .toList();
        generator = constraints.isEmpty() ? method : new ConstrainedGenerator(method, constraints);
        fit(csv);
        int rows = arguments.rows().orElse((int) Math.min(Integer.MAX_VALUE, csv.rows()));
        SampleRequest request = new SampleRequest(rows, arguments.seed(), conditions, Cancellation.NONE);
        try (LinesOut page = arguments.report().isPresent()
                        ? LinesOut.open(arguments.report().get(), stdout)
                        : null;
                LinesOut out = LinesOut.open(arguments.out(), stdout)) {
            write(csv, request, out);
            if (page != null) {
                err.println("SynthesizeCsv: comparing the tables");
                page.println(new CsvReport(csv, arguments, generator, summary.keptRows(), shown, conditions).html());
                page.commit();
            }
            out.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(arguments.out() + ": can't be written: " + e.getMessage(), e);
        }
        err.println("SynthesizeCsv: " + (rows - file.leftOut()) + " rows by '" + arguments.method() + "' from "
                + csv.rows() + " rows");
    }

    /** Before hours go into a fit. */
    private void requireOutputs(PrintStream stdout) {
        List<String> outputs = Stream.concat(Stream.of(arguments.out()), arguments.report().stream())
                .toList();
        for (String output : outputs) {
            LinesOut.require(output, stdout);
            if (sameFile(output, arguments.in())) {
                throw new InvalidInputException(output, "is the file to learn from, and would be lost; name another");
            }
        }
        if (outputs.size() > 1 && sameFile(outputs.get(0), outputs.get(1))) {
            throw new InvalidInputException(outputs.get(1), "can't be both the rows and the report");
        }
    }

    private static boolean sameFile(String one, String other) {
        Path a = Path.of(one);
        Path b = Path.of(other);
        try {
            return Files.exists(a) && Files.exists(b)
                    ? Files.isSameFile(a, b)
                    : a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new InvalidInputException(one, "can't be read: " + e, e);
        }
    }

    private void fit(CsvTable csv) {
        FitContext context = new FitContext(
                arguments.seed(), Optional.empty(), arguments.options(), Cancellation.NONE, this::fitted);
        err.println("SynthesizeCsv: fitting '" + arguments.method() + "' to " + csv.rows() + " rows");
        file = new RowsOfTheFile(csv);
        int portion = Math.max(
                LEAST_PORTION, Math.min(PORTION, PORTION_CELLS / csv.columns().size()));
        csv.forEach(portion, all -> {
            file.add(all);
            Table part = meeting(all);
            if (part.rows() == 0) {
                return;
            }
            boolean first = synthesizer == null;
            if (first && generator instanceof ConstrainedGenerator constrained) {
                constrained
                        .explain(part)
                        .forEach((constraint, how) ->
                                err.println("SynthesizeCsv: constraint '" + constraint + "' is met " + how));
            }
            synthesizer = first ? generator.fit(part, context) : synthesizer.fitFurther(part, context);
            summary = first ? TableSummary.of(part, arguments.seed()) : summary.plus(part, arguments.seed());
            if (csv.rows() > portion) {
                err.println("SynthesizeCsv: fitted to " + summary.total() + " rows");
            }
        });
        if (synthesizer instanceof HybridSynthesizer hybrid) {
            err.println("SynthesizeCsv: " + hybrid);
        }
        if (synthesizer == null) {
            throw new InvalidInputException(arguments.in(), "has no row that meets all constraints");
        }
        if (leftOut > 0) {
            err.println("SynthesizeCsv: " + leftOut + " rows break a constraint and were not learnt from");
        }
    }

    private Table meeting(Table all) {
        List<RowPredicate> tests =
                constraints.stream().map(c -> c.on(all.schema())).toList();
        int[] meeting = IntStream.range(0, all.rows())
                .filter(r -> tests.stream().allMatch(t -> t.test(all.row(r))))
                .toArray();
        leftOut += all.rows() - meeting.length;
        return meeting.length == all.rows() ? all : all.select(meeting);
    }

    private void write(CsvTable csv, SampleRequest request, LinesOut out) {
        out.println(csv.headerLine());
        int[] written = new int[1];
        AtomicLongArray draws = new AtomicLongArray(2); // portions are drawn side by side
        Synthesizer counted = synthesizer instanceof ConstrainedSynthesizer constrained
                ? new CountedDraws(constrained, draws)
                : synthesizer;
        boolean tellable = RowsOfTheFile.tellable(csv.columns(), summary.keptRows());
        SampleChunks.forEach(counted, request, (seed, drawn) -> {
            Table part = tellable
                    ? file.without(
                            drawn,
                            counted,
                            new SampleRequest(drawn.rows(), seed, request.conditions(), request.cancellation()))
                    : drawn;
            shown = shown == null ? part : shown;
            for (int r = 0; r < part.rows(); r++) {
                out.println(csv.line(part, r));
            }
            written[0] += part.rows();
            progress(written[0], request.rows());
        });
        if (file.redrawn() > 0) {
            err.println("SynthesizeCsv: " + file.redrawn() + " rows that read like a row of " + arguments.in()
                    + " were drawn again"
                    + (file.leftOut() > 0
                            ? "; " + file.leftOut() + " were left out, because only such rows came"
                            : ""));
        }
        if (draws.get(0) > draws.get(1)) {
            err.printf(
                    Locale.ROOT,
                    "SynthesizeCsv: %d rows were drawn, of which %.1f %% met the constraints%n",
                    draws.get(0),
                    100.0 * draws.get(1) / draws.get(0));
        }
    }

    /** Adds up how many rows were drawn and accepted. */
    private record CountedDraws(ConstrainedSynthesizer constrained, AtomicLongArray draws) implements Synthesizer {
        @Override
        public Table sample(SampleRequest request) {
            ConstrainedSynthesizer.Draw draw = constrained.draw(request);
            draws.addAndGet(0, draw.drawn());
            draws.addAndGet(1, draw.accepted());
            return draw.table();
        }

        @Override
        public Synthesizer fitFurther(Table more, FitContext context) {
            return constrained.fitFurther(more, context);
        }

        @Override
        public void save(OutputStream out) throws IOException {
            constrained.save(out);
        }
    }

    private void fitted(double share) {
        bar((int) (10 * share), "fitted");
    }

    private void progress(int done, int all) {
        bar(all == 0 ? 10 : (int) (10L * done / all), done + " of " + all + " rows");
    }

    private void bar(int now, String what) {
        if (now > tenths) {
            err.println("SynthesizeCsv: " + "#".repeat(now) + ".".repeat(10 - now) + " " + what);
        }
        tenths = now;
    }
}
