package dev.apes.generators.gan;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.neural.Adam;
import dev.apes.generators.neural.CodedRows;
import dev.apes.generators.neural.Conditions;
import dev.apes.generators.neural.MovingAverage;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Generator and critic over a coded table. */
final class GanModel implements TabularModel {
    private static final double DECAY = 1e-6;

    private final TableCode code;
    private final CodedRows rows;
    private final GanSettings settings;
    private final long seed;
    private final LevelConditions levels;
    private final SlotValues values;
    private final OutputActivation activation;
    private final GanGeneratorNetwork generator;
    private final GanGeneratorNetwork averaged;
    private final Critic critic;
    private final Adam generatorAdam;
    private final Adam criticAdam;

    GanModel(TableCode code, TableSummary summary, GanSettings settings, long seed) {
        this.code = code;
        this.settings = settings;
        this.seed = seed;
        this.rows = code.encode(summary, Streams.seed(seed, "code"));
        this.levels = new LevelConditions(code, rows);
        this.values = new SlotValues(code, summary);
        this.activation = new OutputActivation(code);
        SeededRandom weights = new SeededRandom(Streams.seed(seed, "weights"));
        this.generator = network(weights);
        this.averaged = network(weights);
        this.critic = new Critic(settings.pac() * GanStep.width(code, values, levels), settings.width(), weights);
        this.generatorAdam = new Adam(generator.parameters(), settings.rate(), 0.5, 0.9, DECAY, false);
        this.criticAdam = new Adam(critic.parameters(), settings.rate(), 0.5, 0.9, DECAY, false);
    }

    private GanGeneratorNetwork network(SeededRandom weights) {
        return new GanGeneratorNetwork(
                settings.noise() + levels.width(), settings.width(), activation.width(), weights);
    }

    @Override
    public List<Adam> optimisers() {
        return List.of(generatorAdam, criticAdam);
    }

    @Override
    public List<Parameter> averages() {
        return Stream.of(generator.running(), averaged.parameters(), averaged.running())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public double epoch(int epoch, double rateScale, Cancellation cancellation) {
        GanStep step = new GanStep(code, rows, levels, values, settings, generator, critic);
        int batches = Math.max(1, rows.rows() / settings.batch());
        double sum = 0;
        optimisers().forEach(Adam::clearGradients);
        for (int b = 0; b < batches; b++) {
            cancellation.throwIfCancelled();
            step.generate(Streams.seed(seed, "rows", epoch, b));
            sum += step.critic(Streams.seed(seed, "critic", epoch, b));
            criticAdam.step(rateScale);
            sum += step.generator(Streams.seed(seed, "generator", epoch, b));
            generatorAdam.step(rateScale);
            MovingAverage.move(averaged.parameters(), generator.parameters(), generatorAdam.steps());
            MovingAverage.move(averaged.running(), generator.running(), generatorAdam.steps());
        }
        return sum / batches;
    }

    @Override
    public Table sample(SampleRequest request) {
        Conditions wanted = Conditions.of(code.schema(), request.conditions());
        LevelConditions.Choice[] given = Arrays.stream(wanted.columns())
                .mapToObj(c -> levels.of(c, wanted.wanted(c)))
                .filter(choice -> choice.index() >= 0)
                .toArray(LevelConditions.Choice[]::new);
        RowSampler.Network outputs = (noiseSeed, n) -> {
            float[][] input = new float[n][settings.noise() + levels.width()];
            for (int r = 0; r < n; r++) {
                SeededRandom random = new SeededRandom(Streams.seed(noiseSeed, "row", r));
                for (int j = 0; j < settings.noise(); j++) {
                    input[r][j] = (float) random.nextGaussian();
                }
                // the vector has room for one condition; the others are met by choosing among candidates
                LevelConditions.Choice choice =
                        given.length == 0 ? levels.forSampling(random) : given[random.nextInt(given.length)];
                levels.write(choice, input[r], settings.noise());
            }
            return averaged.sample(input);
        };
        NetworkOutput law = new NetworkOutput(code, new float[code.columns()], activation.modeOffsetsAt());
        return RowSampler.sample(code, law, outputs, request);
    }

    @Override
    public Optional<TabularModel> withRows(Table more, TableSummary all) {
        return code.extended(more).map(extended -> new GanModel(extended, all, settings, seed));
    }

    @Override
    public void writeCode(DataOutputStream out) throws IOException {
        settings.write(out);
        code.write(out);
    }
}
