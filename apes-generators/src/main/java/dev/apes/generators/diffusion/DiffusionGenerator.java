package dev.apes.generators.diffusion;

import dev.apes.generators.neural.NeuralGenerator;
import dev.apes.generators.neural.TabularModel;
import dev.apes.generators.table.Options;
import dev.apes.generators.table.TableSummary;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;

/**
 * The method {@code diffusion}: TabDDPM (Kotelnikov, Baranchuk, Rubachev and Babenko, <i>TabDDPM: modelling tabular data with diffusion
 * models</i>, ICML 2023): Gaussian diffusion with predicted noise over the quantile-transformed numbers, multinomial diffusion
 * over the categories, cosine schedule, an MLP with time embedding, AdamW with linear decay, and the moving average of the weights.
 *
 * <p>Options: {@code epochs} (as many as make one step per row, but at least 2,000 and at most 10,000 steps), {@code batch_size}
 * (256, for fewer than 2,560 rows a tenth of them but at least 64), {@code timesteps} (100), {@code width} of the two hidden layers (256), {@code learning_rate} (0.002), {@code decay_epochs}
 * over which it falls to a twentieth (the default number of epochs, whatever {@code epochs} says, so that a training that is
 * continued is the same as one in one go).
 *
 * <p>Deviations: the network sees categories as zeros and ones rather than their logarithms; missing numbers are categories of
 * their own; predicted scores are kept within ±4; the variance of a step is the posterior's rather than β. Conditions are painted
 * in, see {@link DiffusionSampler}.
 */
public final class DiffusionGenerator extends NeuralGenerator {
    /** The method's name. */
    public static final String NAME = "diffusion";

    private static final int WIDTH = 256;
    private static final int BATCH = 256;
    private static final int LEAST_BATCH = 64;
    private static final int LEAST_STEPS = 2_000;
    private static final int MOST_STEPS = 10_000;

    /** For {@link java.util.ServiceLoader}. */
    public DiffusionGenerator() {
        super(NAME, Set.of("batch_size", "timesteps", "width", "learning_rate", "decay_epochs"));
    }

    @Override
    protected int defaultEpochs(TableSummary summary, Options options) {
        int batch = batch(summary, options);
        int batches = (summary.rows() + batch - 1) / batch;
        return Math.max(1, Math.max(LEAST_STEPS, Math.min(MOST_STEPS, summary.rows())) / batches);
    }

    private static int batch(TableSummary summary, Options options) {
        int usual = Math.max(LEAST_BATCH, Math.min(BATCH, summary.rows() / 10));
        return whole(options, "batch_size", usual, 2, 100_000);
    }

    @Override
    protected double weightVisits(int rows, int inputs) {
        double steps = Math.max(LEAST_STEPS, Math.min(MOST_STEPS, rows));
        double batch = Math.max(LEAST_BATCH, Math.min(BATCH, rows / 10));
        return steps * batch * (2.0 * inputs * WIDTH + 2.0 * WIDTH * WIDTH);
    }

    @Override
    protected TabularModel build(TableSummary summary, Options options, long seed) {
        DiffusionSettings settings = new DiffusionSettings(
                batch(summary, options),
                whole(options, "width", WIDTH, 1, 4096),
                whole(options, "timesteps", 100, 2, 10_000),
                options.number("learning_rate", 2e-3, 1e-8, 1),
                whole(options, "decay_epochs", defaultEpochs(summary, options), 1, 1_000_000));
        return new DiffusionModel(DiffusionCode.fit(summary), summary, settings, seed);
    }

    @Override
    protected TabularModel restore(TableSummary summary, Options options, long seed, DataInputStream in)
            throws IOException {
        DiffusionSettings settings = DiffusionSettings.read(in);
        return new DiffusionModel(DiffusionCode.read(summary.schema(), in), summary, settings, seed);
    }
}
