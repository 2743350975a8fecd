package dev.apes.generators.copula;

import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.Options;
import dev.apes.generators.table.SealedPayload;
import dev.apes.generators.table.TableSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;

/**
 * The method {@code copula}: a Gaussian copula (Sklar 1959; Nelsen, <i>An Introduction to Copulas</i>, 2006) with fitted or
 * empirical marginals, categories as ordered intervals of a normal variable (as in SDV; Patki et al., <i>The Synthetic Data
 * Vault</i>, 2016), and missing values as a further variable per column. It deviates from SDV in three ways: categories are ordered
 * by what they depend on, correlations of discrete columns are corrected for what the intervals hide, and values that repeat
 * often keep their share.
 *
 * <p>Option {@code marginals}: {@code auto} (a parametric family where none of its test's evidence speaks against it, quantiles
 * otherwise) or {@code empirical} (quantiles always).
 *
 * <p>Fitting further keeps counts exactly and up to {@link TableSummary#CAPACITY} rows. Below 2,000 rows, or when the table has
 * grown by more than half since the last full fit, it equals fitting to all rows at once; otherwise it costs little more than the
 * new rows do (measured: ten percent more of 10,000 × 40 cost a fifth of a refit), with every marginal brought up to date
 * exactly and the correlation updated under the scores of the last full fit. {@link FittedCopula} says what that leaves
 * as it was. Between full fits it makes no difference
 * beyond rounding how rows are cut into portions.
 *
 * <p>It never rejects a draw: conditions hold exactly and sampling takes the same time whatever they are.
 */
public final class CopulaGenerator implements SyntheticGenerator {
    /** The method's name. */
    public static final String NAME = "copula";

    private static final int FORMAT = 2;

    /** For {@link java.util.ServiceLoader}. */
    public CopulaGenerator() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Synthesizer fit(Table data, FitContext context) {
        boolean families = families(context);
        context.cancellation().throwIfCancelled();
        return new Fitted(FittedCopula.of(TableSummary.of(data, context.seed()), families, context.cancellation()));
    }

    @Override
    public Synthesizer load(InputStream in) throws IOException {
        return new Fitted(SealedPayload.read(in, NAME, FORMAT, FittedCopula::read));
    }

    private static boolean families(FitContext context) {
        return new Options(NAME, context.options(), Set.of("marginals"))
                .choice("marginals", FittedCopula.MARGINALS)
                .equals("auto");
    }

    private record Fitted(FittedCopula copula) implements Synthesizer {
        @Override
        public Table sample(SampleRequest request) {
            return copula.model().sample(request);
        }

        @Override
        public Synthesizer fitFurther(Table more, FitContext context) {
            boolean now = context.options().isEmpty() ? copula.families() : CopulaGenerator.families(context);
            context.cancellation().throwIfCancelled();
            return new Fitted(copula.further(more, context.seed(), now, context.cancellation()));
        }

        @Override
        public void save(OutputStream out) throws IOException {
            SealedPayload.write(out, NAME, FORMAT, copula::write);
        }
    }
}
