package dev.apes.generators.hybrid;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.Conditions;
import dev.apes.generators.table.SealedPayload;
import dev.apes.generators.table.SeededRandom;
import dev.apes.generators.table.TableSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Splits every request over fitted methods by their shares. {@code toString} says who gets what and why. Immutable. */
public final class HybridSynthesizer implements Synthesizer {
    private final List<ColumnSchema> schema;
    private final List<Part> parts;
    private final List<String> verdicts;

    /**
     * One method's part.
     *
     * @param method its name
     * @param share of the rows, in (0, 1]
     * @param fitted what draws them
     */
    record Part(String method, double share, Synthesizer fitted) {}

    HybridSynthesizer(List<ColumnSchema> schema, List<Part> parts, List<String> verdicts) {
        this.schema = List.copyOf(schema);
        this.parts = List.copyOf(parts);
        this.verdicts = List.copyOf(verdicts);
    }

    /** {@return each method's share of the rows, by name; methods without any are left out} */
    public Map<String, Double> shares() {
        return parts.stream().collect(Collectors.toMap(Part::method, Part::share, (a, b) -> a, LinkedHashMap::new));
    }

    /** {@return what was found of every method that was tried, a line each} */
    public List<String> verdicts() {
        return verdicts;
    }

    @Override
    public Table sample(SampleRequest request) {
        request.cancellation().throwIfCancelled();
        Conditions.byColumn(schema, request.conditions());
        int[] counts = counts(request.rows());
        SeededRandom seeds = new SeededRandom(request.seed());
        List<double[]> rows = new ArrayList<>(request.rows());
        for (int i = 0; i < counts.length; i++) {
            long seed = seeds.nextLong();
            Table part = parts.get(i)
                    .fitted()
                    .sample(new SampleRequest(counts[i], seed, request.conditions(), request.cancellation()));
            for (int r = 0; r < part.rows(); r++) {
                rows.add(part.row(r));
            }
        }
        // a prefix of the rows is as good a mixture as all of them
        for (int i = rows.size() - 1; i > 0; i--) {
            Collections.swap(rows, i, seeds.nextInt(i + 1));
        }
        return Table.ofRows(schema, rows);
    }

    /** Largest remainders. */
    private int[] counts(int rows) {
        int[] counts = new int[parts.size()];
        int left = rows;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (int) Math.floor(parts.get(i).share() * rows);
            left -= counts[i];
        }
        for (; left > 0; left--) {
            int most = 0;
            for (int i = 1; i < counts.length; i++) {
                boolean more = parts.get(i).share() * rows - counts[i]
                        > parts.get(most).share() * rows - counts[most];
                most = more ? i : most;
            }
            counts[most]++;
        }
        return counts;
    }

    @Override
    public Synthesizer fitFurther(Table more, FitContext context) {
        if (!more.schema().equals(schema)) {
            throw new IllegalArgumentException("fitting further needs rows of the schema of the first fit");
        }
        HybridGenerator.Settings.of(context);
        List<Part> further = new ArrayList<>();
        for (Part part : parts) {
            FitContext own = new FitContext(
                    context.seed(),
                    Optional.empty(),
                    HybridGenerator.ownOptions(part.method(), context),
                    context.cancellation());
            further.add(new Part(part.method(), part.share(), part.fitted().fitFurther(more, own)));
        }
        return new HybridSynthesizer(schema, further, verdicts);
    }

    @Override
    public void save(OutputStream out) throws IOException {
        SealedPayload.write(out, HybridGenerator.NAME, HybridGenerator.FORMAT, payload -> {
            TableSummary.writeSchema(schema, payload);
            payload.writeInt(verdicts.size());
            for (String verdict : verdicts) {
                payload.writeUTF(verdict);
            }
            payload.writeInt(parts.size());
            for (Part part : parts) {
                ByteArrayOutputStream own = new ByteArrayOutputStream();
                part.fitted().save(own);
                payload.writeUTF(part.method());
                payload.writeDouble(part.share());
                payload.writeInt(own.size());
                own.writeTo(payload);
            }
        });
    }

    @Override
    public String toString() {
        return parts.stream()
                        .map(p -> String.format(Locale.ROOT, "%s %.0f %%", p.method(), 100 * p.share()))
                        .collect(Collectors.joining(", "))
                + "; " + String.join("; ", verdicts);
    }
}
