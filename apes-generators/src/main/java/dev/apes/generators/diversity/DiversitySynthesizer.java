package dev.apes.generators.diversity;

import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import dev.apes.generators.copula.FittedCopula;
import dev.apes.generators.table.FarthestFirst;
import dev.apes.generators.table.NearestRows;
import dev.apes.generators.table.RowDistance;
import dev.apes.generators.table.SealedPayload;
import dev.apes.generators.table.SeededRandom;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Chooses rows block by block. Thread-safe. */
final class DiversitySynthesizer implements Synthesizer {
    private static final int BLOCK = 200;
    private static final int MOST_REFERENCES = 1_500;
    private static final int REMEMBERED = 1_000;
    private static final double PLAUSIBLE_SHARE = 0.975;

    private final FittedCopula copula;
    private final int candidates;
    /** Made when rows are first asked for: whoever fits portion by portion doesn't pay for them every time. */
    private volatile References references;

    DiversitySynthesizer(FittedCopula copula, int candidates) {
        this.copula = copula;
        this.candidates = candidates;
    }

    private References references() {
        References made = references;
        if (made == null) {
            // two threads may both make them; they make the same
            made = References.of(copula);
            references = made;
        }
        return made;
    }

    /**
     * What candidates are held against. Immutable.
     *
     * @param distance between rows
     * @param real some real rows, evenly spaced
     * @param farthestOut beyond it a row counts as implausible
     */
    private record References(RowDistance distance, NearestRows real, double farthestOut) {
        static References of(FittedCopula copula) {
            Table kept = copula.summary().keptRows();
            RowDistance distance = new RowDistance(kept);
            List<double[]> rows = new ArrayList<>();
            int step = (kept.rows() + MOST_REFERENCES - 1) / MOST_REFERENCES;
            for (int r = 0; r < kept.rows(); r += step) {
                rows.add(kept.row(r));
            }
            double[] out = rows.stream()
                    .mapToDouble(row -> copula.model().squaredDistance(row))
                    .sorted()
                    .toArray();
            double farthestOut = out[(int) Math.floor(PLAUSIBLE_SHARE * (out.length - 1))];
            return new References(distance, new NearestRows(distance, rows), farthestOut);
        }
    }

    @Override
    public Table sample(SampleRequest request) {
        request.cancellation().throwIfCancelled();
        SeededRandom random = new SeededRandom(request.seed());
        // conditions are checked even if no row is wanted
        draw(request, 0, random);
        List<double[]> given = new ArrayList<>(request.rows());
        while (given.size() < request.rows()) {
            int wanted = Math.min(BLOCK, request.rows() - given.size());
            List<double[]> plausible = plausible(draw(request, wanted * candidates, random), wanted);
            double[] nearest = nearest(plausible, given.subList(Math.max(0, given.size() - REMEMBERED), given.size()));
            request.cancellation().throwIfCancelled();
            given.addAll(FarthestFirst.of(plausible, wanted, references().distance(), nearest));
        }
        return Table.ofRows(copula.model().schema(), given);
    }

    private Table draw(SampleRequest request, int rows, SeededRandom random) {
        return copula.model()
                .sample(new SampleRequest(rows, random.nextLong(), request.conditions(), request.cancellation()));
    }

    /** The candidates within the limit in the order drawn; if these are too few, the least implausible of all. */
    private List<double[]> plausible(Table drawn, int wanted) {
        record Candidate(double[] row, double out) {}
        List<Candidate> all = new ArrayList<>();
        for (int r = 0; r < drawn.rows(); r++) {
            double[] row = drawn.row(r);
            all.add(new Candidate(row, copula.model().squaredDistance(row)));
        }
        // the tolerance lets through what lies as far out as the limit, whatever the rounding
        double limit = references().farthestOut() * (1 + 1e-9) + 1e-9;
        List<Candidate> within = all.stream().filter(c -> c.out() <= limit).toList();
        if (within.size() < wanted) {
            within = all.stream()
                    .sorted(Comparator.comparingDouble(Candidate::out))
                    .limit(wanted)
                    .toList();
        }
        return within.stream().map(Candidate::row).toList();
    }

    private double[] nearest(List<double[]> rows, List<double[]> given) {
        References against = references();
        double[] nearest = new double[rows.size()];
        Arrays.setAll(nearest, i -> {
            double[] row = rows.get(i);
            double least = against.real().to(row, -1).first();
            for (double[] other : given) {
                least = Math.min(least, against.distance().between(row, other, least));
            }
            return least;
        });
        return nearest;
    }

    @Override
    public Synthesizer fitFurther(Table more, FitContext context) {
        DiversityGenerator.Settings now = context.options().isEmpty()
                ? new DiversityGenerator.Settings(candidates, copula.families())
                : DiversityGenerator.Settings.of(context);
        context.cancellation().throwIfCancelled();
        return new DiversitySynthesizer(
                copula.further(more, context.seed(), now.families(), context.cancellation()), now.candidates());
    }

    @Override
    public void save(OutputStream out) throws IOException {
        SealedPayload.write(out, DiversityGenerator.NAME, DiversityGenerator.FORMAT, payload -> {
            payload.writeInt(candidates);
            copula.write(payload);
        });
    }

    @Override
    public String toString() {
        return "diversity[" + candidates + " candidates per row, "
                + copula.summary().total() + " rows seen]";
    }
}
