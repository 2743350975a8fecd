package dev.apes.generators.gan;

import dev.apes.generators.neural.NeuralGenerator;
import dev.apes.generators.neural.TableCode;
import dev.apes.generators.neural.TabularModel;
import dev.apes.generators.table.Options;
import dev.apes.generators.table.TableSummary;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;

/**
 * The method {@code gan}: CTGAN (Xu, Skoularidou, Cuesta-Infante and Veeramachaneni, <i>Modeling tabular data using conditional
 * GAN</i>, NeurIPS 2019): mode-specific normalisation, conditional vector by log-frequency, training by sampling, packs of 10, Gumbel
 * softmax at 0.2, gradient penalty of 10, Adam 2e-4 with betas 0.5 and 0.9 and weight decay 1e-6, batches of 500, 300 epochs.
 *
 * <p>Options: {@code epochs} (300; between 400 and 5,000 rows fewer, at least 100), {@code batch_size} (500, for fewer than 5,000 rows a tenth of them but at least 50; a multiple of
 * {@code pac}), {@code pac} (10), {@code width} of the hidden layers (256), {@code noise} (128), {@code learning_rate} (0.0002).
 *
 * <p>Deviations: missing and often repeated values are slots of the code; the generator samples with the running statistics of its batch
 * normalisation, so that a row does not depend on the others it is drawn with; small tables get smaller batches. Conditions on
 * levels go into the conditional vector; they and all others are met by {@link dev.apes.generators.neural.RowSampler}.
 */
public final class GanGenerator extends NeuralGenerator {
    /** The method's name. */
    public static final String NAME = "gan";

    private static final int EPOCHS_OF_THE_PAPER = 300;
    private static final int ROWS_OF_FULL_TRAINING = 5_000;
    private static final int ENOUGH_VISITS = 120_000;
    private static final int BATCH_OF_THE_PAPER = 500;
    private static final int LEAST_BATCH = 50;

    /** For {@link java.util.ServiceLoader}. */
    public GanGenerator() {
        super(NAME, Set.of("batch_size", "pac", "width", "noise", "learning_rate"));
    }

    @Override
    protected int defaultEpochs(TableSummary summary, Options options) {
        int rows = summary.rows();
        int scaled = Math.max(ENOUGH_VISITS / rows, EPOCHS_OF_THE_PAPER * rows / ROWS_OF_FULL_TRAINING);
        return Math.max(EPOCHS_OF_THE_PAPER / 3, Math.min(EPOCHS_OF_THE_PAPER, scaled));
    }

    @Override
    protected TabularModel build(TableSummary summary, Options options, long seed) {
        TableCode code = TableCode.fit(summary);
        for (int c = 0; c < code.columns(); c++) {
            code.see(summary.kept(c), c);
        }
        return new GanModel(code, summary, settings(summary, options), seed);
    }

    @Override
    protected TabularModel restore(TableSummary summary, Options options, long seed, DataInputStream in)
            throws IOException {
        GanSettings settings = GanSettings.read(in);
        return new GanModel(TableCode.read(summary.schema(), in), summary, settings, seed);
    }

    private static GanSettings settings(TableSummary summary, Options options) {
        int pac = whole(options, "pac", 10, 1, 1000);
        int usual = Math.max(LEAST_BATCH, Math.min(BATCH_OF_THE_PAPER, summary.rows() / 10));
        int batch = whole(options, "batch_size", usual, 2, 100_000);
        return new GanSettings(
                Math.max(1, batch / pac) * pac,
                pac,
                whole(options, "width", 256, 1, 4096),
                whole(options, "noise", 128, 1, 4096),
                options.number("learning_rate", 2e-4, 1e-8, 1));
    }
}
