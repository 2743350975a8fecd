package dev.apes.examples.tools;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.RowScorer;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.generators.neural.NeuralGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What fitting further costs against fitting again, and whether portions matter. */
final class FurtherFits {
    private static final String EPOCHS = "epochs";
    private static final int MOST_TIMES = 100;
    private static final double ENOUGH_SECONDS = 3;

    private final PrintStream out;
    private final long seed;
    private final Map<String, String> options;

    FurtherFits(PrintStream out, long seed, Map<String, String> options) {
        this.out = out;
        this.seed = seed;
        this.options = options;
    }

    void measure(String name, Table table, SyntheticGenerator method) {
        int old = table.rows() * 10 / 11;
        Table before = table.select(IntStream.range(0, old).toArray());
        Table more = table.select(IntStream.range(old, table.rows()).toArray());
        Synthesizer fitted = method.fit(before, context(options));
        fitted.fitFurther(more, context(Map.of()));
        // what takes a moment only is repeated, for clocks of processes tick slowly
        double again = 0;
        double further = 0;
        int times = 0;
        do {
            long start = CompareGenerators.cpu();
            method.fit(table, context(options));
            long refitted = CompareGenerators.cpu();
            fitted.fitFurther(more, context(Map.of()));
            again += (refitted - start) / 1e9;
            further += (CompareGenerators.cpu() - refitted) / 1e9;
        } while (++times < MOST_TIMES && again < ENOUGH_SECONDS);
        out.printf(
                Locale.ROOT,
                "%-12s %-13s again %8.3f s, a tenth more %8.3f s of all cores: ratio %.3f; in two portions: %s%n",
                name,
                method.name(),
                again / times,
                further / times,
                further / again,
                portions(table, method));
        out.flush();
    }

    private String portions(Table table, SyntheticGenerator method) {
        if (!(method instanceof NeuralGenerator)) {
            return "-";
        }
        SampleRequest request = SampleRequest.of(100, seed);
        Table whole = method.fit(table, epochs(5)).sample(request);
        try {
            ByteArrayOutputStream saved = new ByteArrayOutputStream();
            method.fit(table, epochs(2)).save(saved);
            Synthesizer loaded = method.load(new ByteArrayInputStream(saved.toByteArray()));
            Table parts = loaded.fitFurther(table.select(new int[0]), epochs(3)).sample(request);
            return parts.equals(whole) ? "the same rows" : "other rows";
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory failed", e);
        }
    }

    private FitContext epochs(int epochs) {
        Map<String, String> with = new LinkedHashMap<>(options);
        with.put(EPOCHS, String.valueOf(epochs));
        return context(with);
    }

    private FitContext context(Map<String, String> with) {
        RowScorer focus = rows -> rows.schema().get(0).levels().isEmpty() ? present(rows) : new double[rows.rows()];
        return new FitContext(seed, Optional.of(focus), with, Cancellation.NONE);
    }

    private static double[] present(Table rows) {
        double[] first = rows.column(0);
        for (int r = 0; r < first.length; r++) {
            first[r] = Double.isNaN(first[r]) ? 0 : first[r];
        }
        return first;
    }
}
