package dev.apes.generators.diversity;

import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.generators.copula.FittedCopula;
import dev.apes.generators.table.Options;
import dev.apes.generators.table.SealedPayload;
import dev.apes.generators.table.TableSummary;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * The method {@code diversity}: rows that fill the space left open by the real rows and by each other, as far as the learnt density
 * allows. Candidates are drawn from a Gaussian copula ({@code dev.apes.generators.copula}); those that lie farther out, by
 * Mahalanobis' distance of their normal scores, than 97.5 % of the real rows are set aside; of the rest always the one farthest
 * from all real rows and from the rows already given is taken (the greedy k-center of Gonzalez 1985, in its use for choosing what to
 * label by Sener and Savarese, <i>Active Learning for Convolutional Neural Networks: A Core-Set Approach</i>, 2018). Distances are
 * Gower's.
 *
 * <p>It deviates from a k-center of the whole space in what keeps its cost in proportion to the rows asked for: rows are chosen in
 * blocks of 200, real rows are represented by at most 1,500 of them, evenly spaced, and of rows already given the last 1,000
 * count. Rows come with the most unlike first within each block. What it gives is meant to be added to real rows, not to
 * stand for them: rare regions are over-represented on purpose, so marginals are flatter than the data's.
 *
 * <p>Conditions hold exactly: candidates are drawn from the conditional law. Where too few candidates are plausible, for instance
 * under a condition that no real row comes near, the least implausible are given; nothing is drawn again.
 *
 * <p>Options: {@code candidates} per row wanted (2 to 50, default 8); {@code marginals} as for {@code copula}. Fitting further
 * is the copula's.
 */
public final class DiversityGenerator implements SyntheticGenerator {
    /** The method's name, which the strategy {@code diversity_enhanced} asks for. */
    public static final String NAME = "diversity";

    static final int FORMAT = 1;

    /** For {@link java.util.ServiceLoader}. */
    public DiversityGenerator() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Synthesizer fit(Table data, FitContext context) {
        Settings settings = Settings.of(context);
        context.cancellation().throwIfCancelled();
        return new DiversitySynthesizer(
                FittedCopula.of(TableSummary.of(data, context.seed()), settings.families(), context.cancellation()),
                settings.candidates());
    }

    @Override
    public Synthesizer load(InputStream in) throws IOException {
        return SealedPayload.read(in, NAME, FORMAT, payload -> {
            int candidates = payload.readInt();
            return new DiversitySynthesizer(FittedCopula.read(payload), candidates);
        });
    }

    /**
     * What the options say.
     *
     * @param candidates per row wanted
     * @param families whether the copula considers parametric families
     */
    record Settings(int candidates, boolean families) {
        static Settings of(FitContext context) {
            Options options = new Options(NAME, context.options(), Set.of("candidates", "marginals"));
            int candidates = (int) options.number("candidates", 8, 2, 50);
            return new Settings(
                    candidates,
                    options.choice("marginals", FittedCopula.MARGINALS).equals("auto"));
        }
    }
}
