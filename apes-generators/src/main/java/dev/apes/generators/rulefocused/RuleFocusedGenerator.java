package dev.apes.generators.rulefocused;

import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.RowScorer;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.generators.copula.CopulaModel;
import dev.apes.generators.copula.FittedCopula;
import dev.apes.generators.table.Options;
import dev.apes.generators.table.SealedPayload;
import dev.apes.generators.table.TableSummary;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The method {@code rule_focused}: gives rows that the focus wants, for instance where the effectiveness model says that a rule is
 * weak, uncertain or disputed, and that could have come from the data all the same. Candidates come from a Gaussian copula and
 * from breeding the best in its latent space; a row counts as plausible if neither its density nor its distance to the nearest
 * real row is worse than that of 97.5 % of the real rows; among the best-scored, rows far from each other are preferred.
 *
 * <p>It needs a focus ({@link FitContext#focus()}). The focus is asked while fitting only, for {@code candidates × (1 +
 * generations / 2)} rows; a saved synthesiser therefore needs none. Sampling always ends: it makes five candidates per row and
 * gives the least implausible ones where too few are plausible, for instance under a condition that no real row comes near. Where
 * the data are so coarse that every plausible row equals a real one, rows may equal real ones. The synthesiser's {@code
 * toString} tells the share of proposed rows that were plausible.
 *
 * <p>Options: {@code candidates} (100 to 20000, default 1500), {@code generations} (0 to 50, default 6). Fitting further
 * brings the copula up to date and goes on from the best quarter of what was found, scored again, so it needs a focus, too; it asks
 * the focus for at most a fifth of the rows that the first search asked for.
 */
public final class RuleFocusedGenerator implements SyntheticGenerator {
    /** The method's name. */
    public static final String NAME = "rule_focused";

    static final int FORMAT = 2;

    /** For {@link java.util.ServiceLoader}. */
    public RuleFocusedGenerator() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Synthesizer fit(Table data, FitContext context) {
        context.cancellation().throwIfCancelled();
        FittedCopula copula = FittedCopula.of(TableSummary.of(data, context.seed()), true, context.cancellation());
        return search(copula, Optional.empty(), context);
    }

    /** A search from scratch, or from what an earlier one has found. */
    static Synthesizer search(FittedCopula copula, Optional<Archive> found, FitContext context) {
        Options options = new Options(NAME, context.options(), Set.of("candidates", "generations"));
        int candidates = (int) options.number("candidates", 1_500, 100, 20_000);
        int generations = (int) options.number("generations", 6, 0, 50);
        RowScorer focus = context.focus()
                .orElseThrow(() -> new IllegalArgumentException("the generator '" + NAME
                        + "' needs a focus that says how much a row is wanted; pass one with FitContext.withFocus, or use 'copula',"
                        + " which imitates the data without one"));
        Plausibility plausibility =
                new Plausibility(copula.model(), copula.summary().keptRows());
        FocusedSearch search = new FocusedSearch(copula.model(), plausibility, focus, context.cancellation());
        Archive archive = found.isEmpty()
                ? search.run(candidates, generations, context.seed())
                : search.goOn(found.get(), candidates, generations, context.seed());
        return new RuleFocusedSynthesizer(copula, archive, search.acceptance(), plausibility);
    }

    @Override
    public Synthesizer load(InputStream in) throws IOException {
        return SealedPayload.read(in, NAME, FORMAT, payload -> {
            FittedCopula copula = FittedCopula.read(payload);
            CopulaModel model = copula.model();
            TableSummary summary = copula.summary();
            double acceptance = payload.readDouble();
            double[] scores = new double[payload.readInt()];
            List<double[]> rows = new ArrayList<>();
            for (int i = 0; i < scores.length; i++) {
                scores[i] = payload.readDouble();
                double[] row = new double[summary.schema().size()];
                for (int c = 0; c < row.length; c++) {
                    row[c] = payload.readDouble();
                }
                rows.add(row);
            }
            Archive archive = new Archive(Table.ofRows(summary.schema(), rows), scores, model);
            Plausibility plausibility = new Plausibility(model, summary.keptRows());
            return new RuleFocusedSynthesizer(copula, archive, acceptance, plausibility);
        });
    }
}
