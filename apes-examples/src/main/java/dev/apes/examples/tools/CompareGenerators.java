package dev.apes.examples.tools;

import dev.apes.api.Cancellation;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.generators.hybrid.HybridGenerator;
import dev.apes.generators.quality.QualityReport;
import dev.apes.generators.quality.TableQuality;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures generators on tables of known law, or on CSV files:
 *
 * <pre>apes-examples/run CompareGenerators [--methods copula,vae] [--rows N] [--seed S] [--csv DIR] [--law NAME]
 * [--seeds K] [-O KEY=VALUE]...</pre>
 *
 * With {@code --further true} it measures instead what a fit that goes on costs: fitting all rows at once, fitting the tenth that is
 * new to the rest, and whether training in two portions, with saving and loading between them, leaves the same rows as in one.
 *
 * With {@code --seeds K} it goes over K seeds from S on, each with a table of its own, and prints for every table the means of each method
 * and how far {@code hybrid} is from the best of the others, in pairs by seed: {@link BesideTheBest}. There quality and utility are
 * means over {@value #DRAWS} samples, and nothing else is measured.
 *
 * <p>Prints a line for every table and method: seconds to fit and to sample as many rows as were learnt from, by the wall and of all
 * cores; quality (mean of column shapes and pair trends, SDMetrics' definition before it left out weak pairs, bins from the real
 * table); detection; and utility (skill of trees trained on generated rows over that of trees trained on the real ones, tested
 * on rows that neither has seen). Of CSV files a fifth of the rows is held back for that, and every column that can be
 * predicted is; of the known laws one is, and the held-back rows are drawn afresh. The law {@code wide} (40 columns) only runs when named.
 */
public final class CompareGenerators {
    private static final int MOST_ROWS = 20_000;
    private static final int DRAWS = 3;

    private final PrintStream out;
    private final long seed;
    private final Map<String, String> options;

    private CompareGenerators(PrintStream out, long seed, Map<String, String> options) {
        this.out = out;
        this.seed = seed;
        this.options = options;
    }

    /** @param args see above */
    public static void main(String[] args) {
        PluginRegistry plugins =
                new PluginRegistry(new PluginRegistry.Explicit(), CompareGenerators.class.getClassLoader());
        System.exit(run(args, plugins, System.out, System.err));
    }

    static int run(String[] args, PluginRegistry plugins, PrintStream stdout, PrintStream err) {
        try {
            CompareArguments arguments = CompareArguments.parse(args);
            CompareGenerators program = new CompareGenerators(stdout, arguments.seed(), arguments.options());
            List<SyntheticGenerator> methods =
                    arguments.methods().stream().map(plugins::generator).toList();
            if (arguments.further()) {
                FurtherFits further = new FurtherFits(stdout, arguments.seed(), arguments.options());
                cases(arguments, arguments.seed())
                        .forEach(c -> methods.forEach(m -> further.measure(c.name(), c.train(), m)));
                return 0;
            }
            if (arguments.seeds() > 1) {
                overSeeds(arguments, methods, stdout);
                return 0;
            }
            stdout.printf(
                    Locale.ROOT,
                    "%-12s %-13s %6s %8s %8s %8s %8s %9s %8s%n",
                    "table",
                    "method",
                    "rows",
                    "fit s",
                    "fit cpu",
                    "sample s",
                    "quality",
                    "detection",
                    "utility");
            for (Case table : cases(arguments, arguments.seed())) {
                for (SyntheticGenerator method : methods) {
                    program.measure(table, method);
                }
            }
            return 0;
        } catch (InvalidInputException | IllegalArgumentException e) {
            err.println("CompareGenerators: " + e.getMessage());
            return 2;
        } catch (ApesException | UncheckedIOException e) {
            err.println("CompareGenerators: " + e.getMessage());
            return 1;
        }
    }

    /** A table to learn from, rows held back, and what to predict. */
    private record Case(String name, Table train, Table test, Optional<String> target) {}

    private static List<Case> cases(CompareArguments arguments, long seed) {
        if (arguments.csv().isPresent()) {
            return csvFiles(arguments.csv().get()).stream()
                    .map(file -> ofCsv(file, arguments.rows()))
                    .toList();
        }
        List<KnownTables> all = new ArrayList<>(KnownTables.all());
        if (arguments.law().isPresent()) {
            all.add(KnownTables.wide());
            all.removeIf(t -> !t.name().equals(arguments.law().get()));
        }
        if (all.isEmpty()) {
            throw new InvalidInputException(
                    "--law",
                    "there is no law '" + arguments.law().get() + "'; known: wide, "
                            + String.join(
                                    ", ",
                                    KnownTables.all().stream()
                                            .map(KnownTables::name)
                                            .toList()));
        }
        return all.stream()
                .map(t -> new Case(
                        t.name(),
                        t.draw(arguments.rows(), 2 * seed),
                        t.draw(Math.max(1_000, arguments.rows() / 4), 2 * seed + 1),
                        t.target()))
                .toList();
    }

    private static void overSeeds(CompareArguments arguments, List<SyntheticGenerator> methods, PrintStream out) {
        Map<String, BesideTheBest> tables = new LinkedHashMap<>();
        for (long seed = arguments.seed(); seed < arguments.seed() + arguments.seeds(); seed++) {
            for (Case table : cases(arguments, seed)) {
                BesideTheBest all = tables.computeIfAbsent(table.name(), n -> new BesideTheBest());
                for (SyntheticGenerator method : methods) {
                    BesideTheBest.Figures figures = figures(table, method, seed, arguments.options());
                    out.printf(
                            Locale.ROOT,
                            "%-12s %-13s seed %d: fit cpu %6.2f s, quality %.4f, utility %.4f%n",
                            table.name(),
                            method.name(),
                            seed,
                            figures.cpu(),
                            figures.quality(),
                            figures.utility());
                    out.flush();
                    all.add(method.name(), figures);
                }
            }
        }
        tables.forEach((name, all) -> all.print(name, HybridGenerator.NAME, out));
    }

    private static BesideTheBest.Figures figures(
            Case table, SyntheticGenerator method, long seed, Map<String, String> options) {
        long start = cpu();
        Synthesizer synthesizer =
                method.fit(table.train(), new FitContext(seed, Optional.empty(), options, Cancellation.NONE));
        double fitted = (cpu() - start) / 1e9;
        double quality = 0;
        double utility = 0;
        for (int d = 0; d < DRAWS; d++) {
            Table sample = synthesizer.sample(SampleRequest.of(table.train().rows(), DRAWS * seed + d));
            QualityReport.Setup setup = new QualityReport.Setup(seed, Optional.of(table.test()), table.target());
            quality += TableQuality.overall(table.train(), sample).orElse(0) / DRAWS;
            utility += QualityReport.utility(table.train(), sample, setup).orElse(0) / DRAWS;
        }
        return new BesideTheBest.Figures(quality, utility, fitted);
    }

    private static List<Path> csvFiles(String folder) {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            List<Path> found =
                    files.filter(f -> f.toString().endsWith(".csv")).sorted().toList();
            if (found.isEmpty()) {
                throw new InvalidInputException("--csv", "there is no .csv file in " + folder);
            }
            return found;
        } catch (IOException e) {
            throw new InvalidInputException("--csv", folder + " is no folder that can be read", e);
        }
    }

    private static Case ofCsv(Path file, int rows) {
        CsvTable csv = CsvTable.open(file.toString(), Map.of());
        List<Table> parts = new ArrayList<>();
        csv.forEach(MOST_ROWS, part -> {
            if (parts.isEmpty()) {
                parts.add(part);
            }
        });
        Table all = parts.get(0);
        int used = Math.min(all.rows(), rows);
        return new Case(
                file.getFileName().toString(),
                all.select(IntStream.range(0, used).filter(r -> r % 5 != 4).toArray()),
                all.select(IntStream.range(0, used).filter(r -> r % 5 == 4).toArray()),
                Optional.empty());
    }

    private void measure(Case table, SyntheticGenerator method) {
        FitContext context = new FitContext(seed, Optional.empty(), options, Cancellation.NONE);
        long cpu = cpu();
        long start = System.nanoTime();
        Synthesizer synthesizer = method.fit(table.train(), context);
        long fitted = System.nanoTime();
        long cpuFitted = cpu();
        Table sample = synthesizer.sample(SampleRequest.of(table.train().rows(), seed));
        long sampled = System.nanoTime();
        QualityReport.Setup setup = new QualityReport.Setup(seed, Optional.of(table.test()), table.target());
        QualityReport report = QualityReport.of(first(table.train()), first(sample), setup);
        OptionalDouble overall =
                TableQuality.of(first(table.train()), first(sample)).overall();
        out.printf(
                Locale.ROOT,
                "%-12s %-13s %6d %8.2f %8.2f %8.2f %8s %9s %8s%n",
                table.name(),
                method.name(),
                table.train().rows(),
                (fitted - start) / 1e9,
                (cpuFitted - cpu) / 1e9,
                (sampled - fitted) / 1e9,
                figure(overall),
                figure(report.value("detection")),
                figure(report.value("utility")));
        out.flush();
    }

    /** Figures on copies take time in proportion to the square of the rows. */
    private static Table first(Table table) {
        int most = 5_000;
        return table.rows() <= most
                ? table
                : table.select(IntStream.range(0, most).toArray());
    }

    private static String figure(OptionalDouble value) {
        return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.4f", value.getAsDouble());
    }

    /** {@return nanoseconds that all threads of this process have computed} */
    static long cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
                ? bean.getProcessCpuTime()
                : 0;
    }
}
