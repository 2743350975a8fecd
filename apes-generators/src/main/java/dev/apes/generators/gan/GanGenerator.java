package dev.apes.generators.gan;

import dev.apes.generators.neural.ModeCodedGenerator;
import dev.apes.generators.neural.TableCode;
import dev.apes.generators.neural.TabularModel;
import dev.apes.generators.table.Options;
import dev.apes.generators.table.TableSummary;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;

/**
 * The method {@code gan}: CTGAN (Xu, Skoularidou, Cuesta-Infante and Veeramachaneni, <i>Modeling tabular data using conditional
 * GAN</i>, NeurIPS 2019): mode-specific normalisation, conditional vector by log-frequency, training by sampling, Gumbel
 * softmax at 0.2, gradient penalty of 10, Adam 2e-4 with betas 0.5 and 0.9 and weight decay 1e-6, batches of 500, 300 epochs.
 *
 * <p>Options: {@code epochs} (300; between 400 and 5,000 rows fewer, beyond 10,000 as many as visit 3 million rows, at least 100), {@code batch_size} (500, for fewer than 5,000 rows a tenth of them but at least 50; a multiple of
 * {@code pac}), {@code pac} (1; rows that the critic judges together, 10 in the paper), {@code width} of the hidden layers (256), {@code noise} (128), {@code learning_rate} (0.0002).
 *
 * <p>Deviations that make rows better. What trees learn from 1,000 rows of Friedman's function (share of what they
 * learn from real ones) rose from nothing with the paper's method to 0.20 by the first, 0.28 by the second, 0.31 by the third and 0.66
 * by the last:
 *
 * <ul>
 *   <li>the critic sees beside mode and offset what the two amount to ({@code SlotValues});
 *   <li>every mode has an offset of its own, where the paper's generator has to find one that suits whichever mode is drawn;
 *   <li>rows are drawn from the moving average of the generator's weights;
 *   <li>the critic judges rows one by one: a pack of ten gives it a tenth of the verdicts to learn from. No mode went
 *       missing for that on the mixtures tried.
 * </ul>
 *
 * <p>Others: critic and generator learn from the same generated rows of a step, which saves a pass of the generator (0.64 where fresh rows gave 0.66, with one seed); missing and often repeated values are slots of the code; the generator samples with the running statistics of its batch
 * normalisation, so that a row does not depend on the others it is drawn with; small tables get smaller batches; shares of slots below
 * a ten-thousandth count as 0. Conditions on levels go into the conditional vector; they and all others are met by {@link
 * dev.apes.generators.neural.RowSampler}.
 */
public final class GanGenerator extends ModeCodedGenerator {
    /** The method's name. */
    public static final String NAME = "gan";

    private static final int WIDTH = 256;
    private static final int NOISE = 128;
    private static final int PAC = 1;

    /** Of 10,000 × 40 three hundred epochs are what two cores do in five minutes. */
    private static final int ENOUGH_VISITS = 3_000_000;

    /** For {@link java.util.ServiceLoader}. */
    public GanGenerator() {
        super(NAME, Set.of("batch_size", "pac", "width", "noise", "learning_rate"));
    }

    @Override
    protected int mostVisits() {
        return ENOUGH_VISITS;
    }

    @Override
    protected TabularModel model(TableCode code, TableSummary summary, Options options, long seed) {
        return new GanModel(code, summary, settings(summary, options), seed);
    }

    @Override
    protected TabularModel restore(TableSummary summary, Options options, long seed, DataInputStream in)
            throws IOException {
        GanSettings settings = GanSettings.read(in);
        return new GanModel(TableCode.read(summary.schema(), in), summary, settings, seed);
    }

    /** A step takes the generator once, and the critic on real rows, generated ones and those between, and once more for the generator. */
    @Override
    protected double weightVisits(int rows, int inputs) {
        double generator = NOISE * WIDTH + (NOISE + WIDTH) * WIDTH + (NOISE + 2.0 * WIDTH) * inputs;
        double critic = 2.0 * inputs * WIDTH + (double) WIDTH * WIDTH / PAC;
        return visits(rows) * (generator + 5 * critic);
    }

    private static GanSettings settings(TableSummary summary, Options options) {
        int pac = whole(options, "pac", PAC, 1, 1000);
        int batch = whole(options, "batch_size", usualBatch(summary), 2, 100_000);
        return new GanSettings(
                Math.max(1, batch / pac) * pac,
                pac,
                whole(options, "width", WIDTH, 1, 4096),
                whole(options, "noise", NOISE, 1, 4096),
                options.number("learning_rate", 2e-4, 1e-8, 1));
    }
}
