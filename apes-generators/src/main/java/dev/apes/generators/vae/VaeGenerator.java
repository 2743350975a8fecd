package dev.apes.generators.vae;

import dev.apes.generators.neural.ModeCodedGenerator;
import dev.apes.generators.neural.TableCode;
import dev.apes.generators.neural.TabularModel;
import dev.apes.generators.table.Options;
import dev.apes.generators.table.TableSummary;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;

/**
 * The method {@code vae}: TVAE (Xu, Skoularidou, Cuesta-Infante and Veeramachaneni, <i>Modeling tabular data using conditional
 * GAN</i>, NeurIPS 2019, section 4.4), with the settings of its authors' code: encoder and decoder 128-128, latent 128,
 * reconstruction counted twice, Adam 1e-3 with weight decay 1e-5, batches of 500, 300 epochs.
 *
 * <p>Options: {@code epochs} (300; between 400 and 5,000 rows 120,000 divided by the rows or 0.06 times the rows, the larger, at least 100,
 * which measured no worse there and takes seconds), {@code batch_size} (500, for fewer than 5,000 rows a tenth of them but at least 50), {@code
 * latent} (128), {@code width} of the hidden layers (128), {@code learning_rate} (0.001), {@code loss_factor} (2).
 *
 * <p>Deviations: levels and modes are drawn from the decoder's softmax, as the paper has it, where the authors' code takes the
 * likeliest and so loses the rare ones; missing values and often repeated ones are slots of the code; small tables get smaller batches,
 * so that 300 epochs are enough steps. Conditions are met by {@link dev.apes.generators.neural.RowSampler}.
 */
public final class VaeGenerator extends ModeCodedGenerator {
    /** The method's name. */
    public static final String NAME = "vae";

    private static final int WIDTH = 128;
    private static final int LATENT = 128;

    /** For {@link java.util.ServiceLoader}. */
    public VaeGenerator() {
        super(NAME, Set.of("batch_size", "latent", "width", "learning_rate", "loss_factor"));
    }

    @Override
    protected TabularModel model(TableCode code, TableSummary summary, Options options, long seed) {
        return new VaeModel(code, summary, settings(summary, options), seed);
    }

    @Override
    protected TabularModel restore(TableSummary summary, Options options, long seed, DataInputStream in)
            throws IOException {
        VaeSettings settings = VaeSettings.read(in);
        return new VaeModel(TableCode.read(summary.schema(), in), summary, settings, seed);
    }

    @Override
    protected double weightVisits(int rows, int inputs) {
        return visits(rows) * (2.0 * inputs * WIDTH + 3.0 * WIDTH * WIDTH + 2.0 * WIDTH * LATENT);
    }

    private static VaeSettings settings(TableSummary summary, Options options) {
        return new VaeSettings(
                whole(options, "batch_size", usualBatch(summary), 2, 100_000),
                whole(options, "width", WIDTH, 1, 4096),
                whole(options, "latent", LATENT, 1, 4096),
                options.number("learning_rate", 1e-3, 1e-8, 1),
                options.number("loss_factor", 2, 1e-6, 1e6));
    }
}
