package dev.apes.generators.vae;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.neural.Adam;
import dev.apes.generators.neural.CodedRows;
import dev.apes.generators.neural.NetworkOutput;
import dev.apes.generators.neural.Parameter;
import dev.apes.generators.neural.RowSampler;
import dev.apes.generators.neural.Streams;
import dev.apes.generators.neural.TableCode;
import dev.apes.generators.neural.TabularModel;
import dev.apes.generators.table.SeededRandom;
import dev.apes.generators.table.TableSummary;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A variational autoencoder over a coded table. */
final class VaeModel implements TabularModel {
    private static final double DECAY = 1e-5;
    private static final float LEAST_DEVIATION = 0.01f;
    private static final float LARGEST_DEVIATION = 1;

    private final TableCode code;
    private final CodedRows rows;
    private final VaeSettings settings;
    private final long seed;
    private final VaeNetwork network;
    private final Adam adam;

    VaeModel(TableCode code, TableSummary summary, VaeSettings settings, long seed) {
        this.code = code;
        this.settings = settings;
        this.seed = seed;
        this.rows = code.encode(summary, Streams.seed(seed, "code"));
        this.network =
                new VaeNetwork(code.width(), code.columns(), settings, new SeededRandom(Streams.seed(seed, "weights")));
        this.adam = new Adam(network.parameters(), settings.rate(), 0.9, 0.999, DECAY, false);
    }

    @Override
    public List<Adam> optimisers() {
        return List.of(adam);
    }

    @Override
    public List<Parameter> averages() {
        return List.of();
    }

    @Override
    public double epoch(int epoch, double rateScale, Cancellation cancellation) {
        int[] order = Streams.shuffled(Streams.seed(seed, "order", epoch), rows.rows());
        int batch = Math.min(settings.batch(), rows.rows());
        VaeStep step = new VaeStep(code, network, settings, batch);
        adam.clearGradients();
        double sum = 0;
        for (int from = 0, b = 0; from < order.length; from += batch, b++) {
            cancellation.throwIfCancelled();
            int n = Math.min(batch, order.length - from);
            sum += n * step.run(rows, order, from, n, Streams.seed(seed, "noise", epoch, b));
            adam.step(rateScale);
            boundDeviations();
        }
        return sum / order.length;
    }

    private void boundDeviations() {
        float[] deviation = network.deviation.value()[0];
        for (int c = 0; c < deviation.length; c++) {
            deviation[c] = Math.max(LEAST_DEVIATION, Math.min(LARGEST_DEVIATION, deviation[c]));
        }
    }

    @Override
    public Table sample(SampleRequest request) {
        NetworkOutput law = new NetworkOutput(code, network.deviation.value()[0]);
        RowSampler.Network outputs = (noiseSeed, n) -> {
            float[][] z = new float[n][settings.latent()];
            Streams.normal(noiseSeed, 0, n, z);
            return network.decode(z);
        };
        return RowSampler.sample(code, law, outputs, request);
    }

    @Override
    public Optional<TabularModel> withRows(Table more, TableSummary all) {
        return code.extended(more).map(extended -> new VaeModel(extended, all, settings, seed));
    }

    @Override
    public void writeCode(DataOutputStream out) throws IOException {
        settings.write(out);
        code.write(out);
    }
}
