package dev.apes.generators.rulefocused;

import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import dev.apes.generators.copula.ConditionalMove;
import dev.apes.generators.copula.CopulaModel;
import dev.apes.generators.copula.FittedCopula;
import dev.apes.generators.table.FarthestFirst;
import dev.apes.generators.table.SealedPayload;
import dev.apes.generators.table.SeededRandom;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a search found, ready to give rows. The scorer is not needed any more: what it said is in the archive. Rows are chosen in
 * blocks: candidates are archived rows (a random two thirds of them, if no condition moves them) and children of the best;
 * of the plausible ones the three per row wanted with the highest scores stay, and of these the rows farthest from each other
 * are given.
 */
final class RuleFocusedSynthesizer implements Synthesizer {
    private static final int BLOCK = 400;
    private static final int CANDIDATES_PER_ROW = 5;
    private static final int KEPT_PER_ROW = 3;
    private static final int LEAST_CANDIDATES = 60;
    private static final double PARENTS = 0.3;

    private final FittedCopula copula;
    private final Archive archive;
    private final double acceptance;
    private final CopulaModel model;
    private final Plausibility plausibility;

    RuleFocusedSynthesizer(FittedCopula copula, Archive archive, double acceptance, Plausibility plausibility) {
        this.copula = copula;
        this.archive = archive;
        this.acceptance = acceptance;
        this.model = copula.model();
        this.plausibility = plausibility;
    }

    private record Candidate(double[] row, double expected, double violation) {}

    @Override
    public Table sample(SampleRequest request) {
        request.cancellation().throwIfCancelled();
        ConditionalMove move = model.move(request.conditions());
        SeededRandom random = new SeededRandom(request.seed());
        Breeder breeder = new Breeder(model, archive, (int) Math.ceil(PARENTS * archive.size()));
        List<double[]> rows = new ArrayList<>();
        while (rows.size() < request.rows()) {
            int wanted = Math.min(BLOCK, request.rows() - rows.size());
            boolean fromArchive = request.conditions().isEmpty() && rows.isEmpty();
            List<double[]> best = best(request, wanted, fromArchive, move, breeder, random);
            rows.addAll(FarthestFirst.of(best, wanted, plausibility.distance()));
        }
        return Table.ofRows(model.schema(), rows);
    }

    private List<double[]> best(
            SampleRequest request,
            int wanted,
            boolean fromArchive,
            ConditionalMove move,
            Breeder breeder,
            SeededRandom random) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; fromArchive && i < archive.size(); i++) {
            if (random.nextInt(3) > 0) {
                double[] row = archive.rows().row(i);
                candidates.add(new Candidate(row, archive.score(i), plausibility.violation(row)));
            }
        }
        for (int i = 0; i < Math.max(LEAST_CANDIDATES, CANDIDATES_PER_ROW * wanted); i++) {
            if (i % 64 == 0) {
                request.cancellation().throwIfCancelled();
            }
            Breeder.Child child = breeder.breed(random);
            move.apply(child.latent());
            double[] row = model.row(child.latent());
            move.fix(row);
            candidates.add(new Candidate(row, child.expected(), plausibility.violation(row)));
        }
        candidates.sort(Comparator.comparingDouble(Candidate::violation)
                .thenComparing(Comparator.comparingDouble(Candidate::expected).reversed()));
        long plausible = candidates.stream().filter(c -> c.violation() == 0).count();
        long kept = Math.max(wanted, Math.min(plausible, (long) KEPT_PER_ROW * wanted));
        return candidates.stream().limit(kept).map(Candidate::row).toList();
    }

    @Override
    public Synthesizer fitFurther(Table more, FitContext context) {
        context.cancellation().throwIfCancelled();
        FittedCopula further = copula.further(more, context.seed(), true, context.cancellation());
        return RuleFocusedGenerator.search(further, Optional.of(archive), context);
    }

    @Override
    public void save(OutputStream out) throws IOException {
        SealedPayload.write(out, RuleFocusedGenerator.NAME, RuleFocusedGenerator.FORMAT, payload -> {
            copula.write(payload);
            payload.writeDouble(acceptance);
            payload.writeInt(archive.size());
            for (int i = 0; i < archive.size(); i++) {
                payload.writeDouble(archive.score(i));
                for (double cell : archive.rows().row(i)) {
                    payload.writeDouble(cell);
                }
            }
        });
    }

    /** {@return how much of what the search proposed was plausible, and the scores it reached} */
    @Override
    public String toString() {
        return "rule_focused[" + archive.size() + " rows kept, " + Math.round(100 * acceptance)
                + " % of the proposed rows were plausible, scores from " + archive.score(archive.size() - 1) + " to "
                + archive.score(0) + "]";
    }
}
