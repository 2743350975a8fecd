package dev.apes.generators.diffusion;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.neural.Adam;
import dev.apes.generators.neural.MovingAverage;
import dev.apes.generators.neural.Parameter;
import dev.apes.generators.neural.Streams;
import dev.apes.generators.neural.TabularModel;
import dev.apes.generators.table.SeededRandom;
import dev.apes.generators.table.TableSummary;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A diffusion over a coded table: the network that is trained and the moving average of it that is sampled from. */
final class DiffusionModel implements TabularModel {
    private static final double DECAY = 1e-5;
    private static final double LEAST_RATE = 0.05;

    private final DiffusionCode code;
    private final DiffusionCode.CodedTable rows;
    private final DiffusionSettings settings;
    private final long seed;
    private final int inputs;
    private final NoiseSchedule schedule;
    private final Denoiser network;
    private final Denoiser averaged;
    private final Adam adam;

    DiffusionModel(DiffusionCode code, TableSummary summary, DiffusionSettings settings, long seed) {
        this.code = code;
        this.settings = settings;
        this.seed = seed;
        this.rows = code.encode(summary, Streams.seed(seed, "code"));
        // a table without a single value still has a network
        this.inputs = Math.max(1, code.scores() + Arrays.stream(code.sizes()).sum());
        this.schedule = new NoiseSchedule(settings.steps());
        this.network = denoiser();
        this.averaged = denoiser();
        this.adam = new Adam(network.parameters(), settings.rate(), 0.9, 0.999, DECAY, true);
    }

    private Denoiser denoiser() {
        return new Denoiser(
                inputs, settings.width(), settings.steps(), new SeededRandom(Streams.seed(seed, "weights")));
    }

    @Override
    public List<Adam> optimisers() {
        return List.of(adam);
    }

    @Override
    public List<Parameter> averages() {
        return averaged.parameters();
    }

    @Override
    public double epoch(int epoch, double rateScale, Cancellation cancellation) {
        int[] order = Streams.shuffled(Streams.seed(seed, "order", epoch), rows.score().length);
        int batch = Math.min(settings.batch(), order.length);
        DiffusionStep step = new DiffusionStep(code, rows, schedule, network, inputs, batch);
        double rate = rateScale * Math.max(LEAST_RATE, 1 - (double) epoch / settings.decayEpochs());
        double sum = 0;
        adam.clearGradients();
        for (int from = 0, b = 0; from < order.length; from += batch, b++) {
            cancellation.throwIfCancelled();
            int n = Math.min(batch, order.length - from);
            sum += n * step.run(order, from, n, Streams.seed(seed, "noise", epoch, b));
            adam.step(rate);
            MovingAverage.move(averaged.parameters(), adam.parameters(), adam.steps());
        }
        return sum / order.length;
    }

    @Override
    public Table sample(SampleRequest request) {
        return new DiffusionSampler(code, schedule, averaged, inputs).sample(request);
    }

    @Override
    public Optional<TabularModel> withRows(Table more, TableSummary all) {
        try {
            return code.with(more).map(extended -> new DiffusionModel(extended, all, settings, seed));
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory failed", e);
        }
    }

    @Override
    public void writeCode(DataOutputStream out) throws IOException {
        settings.write(out);
        code.write(out);
    }
}
