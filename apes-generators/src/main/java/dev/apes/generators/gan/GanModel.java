package dev.apes.generators.gan;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.neural.Adam;
import dev.apes.generators.neural.CodedRows;
import dev.apes.generators.neural.Conditions;
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

/** Generator and critic over a coded table. */
final class GanModel implements TabularModel {
    private static final double DECAY = 1e-6;

    private final TableCode code;
    private final CodedRows rows;
    private final GanSettings settings;
    private final long seed;
    private final LevelConditions levels;
    private final GanGeneratorNetwork generator;
    private final Critic critic;
    private final Adam generatorAdam;
    private final Adam criticAdam;

    GanModel(TableCode code, TableSummary summary, GanSettings settings, long seed) {
        this.code = code;
        this.settings = settings;
        this.seed = seed;
        this.rows = code.encode(summary, Streams.seed(seed, "code"));
        this.levels = new LevelConditions(code, rows);
        SeededRandom weights = new SeededRandom(Streams.seed(seed, "weights"));
        this.generator =
                new GanGeneratorNetwork(settings.noise() + levels.width(), settings.width(), code.width(), weights);
        this.critic = new Critic(settings.pac() * (code.width() + levels.width()), settings.width(), weights);
        this.generatorAdam = new Adam(generator.parameters(), settings.rate(), 0.5, 0.9, DECAY, false);
        this.criticAdam = new Adam(critic.parameters(), settings.rate(), 0.5, 0.9, DECAY, false);
    }

    @Override
    public List<Adam> optimisers() {
        return List.of(generatorAdam, criticAdam);
    }

    @Override
    public List<Parameter> averages() {
        return generator.running();
    }

    @Override
    public double epoch(int epoch, double rateScale, Cancellation cancellation) {
        GanStep step = new GanStep(code, rows, levels, settings, generator, critic);
        int batches = Math.max(1, rows.rows() / settings.batch());
        double sum = 0;
        optimisers().forEach(Adam::clearGradients);
        for (int b = 0; b < batches; b++) {
            cancellation.throwIfCancelled();
            sum += step.critic(Streams.seed(seed, "critic", epoch, b));
            criticAdam.step(rateScale);
            sum += step.generator(Streams.seed(seed, "generator", epoch, b));
            generatorAdam.step(rateScale);
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
            return generator.sample(input);
        };
        return RowSampler.sample(code, new NetworkOutput(code, new float[code.columns()]), outputs, request);
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
