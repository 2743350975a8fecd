package dev.apes.generators.gan;

import dev.apes.generators.neural.CodedRows;
import dev.apes.generators.neural.FastFloat;
import dev.apes.generators.neural.Lanes;
import dev.apes.generators.neural.Streams;
import dev.apes.generators.neural.TableCode;
import dev.apes.generators.table.SeededRandom;

/**
 * Losses and gradients of one batch: the critic's, {@code E D(fake) − E D(real) + λ penalty}, and the generator's, {@code −E D(fake)} plus
 * the cross-entropy of the level that was asked for. The critic judges packs of rows (PacGAN; Lin et al., 2018). Keeps its
 * buffers; not thread-safe.
 */
final class GanStep {
    private static final float PENALTY = 10;
    private static final int WORTH_THREADS = 32;

    private final TableCode code;
    private final CodedRows table;
    private final LevelConditions conditions;
    private final SlotValues values;
    private final GanSettings settings;
    private final GanGeneratorNetwork.Pass generator;
    private final Critic critic;
    private final Critic.Pass real;
    private final Critic.Pass fake;
    private final Critic.Pass between;
    private final OutputActivation activation;
    private final LevelConditions.Choice[] choices;
    private final int packs;
    private final int rowWidth;

    GanStep(
            TableCode code,
            CodedRows table,
            LevelConditions conditions,
            SlotValues values,
            GanSettings settings,
            GanGeneratorNetwork network,
            Critic critic) {
        this.code = code;
        this.table = table;
        this.conditions = conditions;
        this.values = values;
        this.settings = settings;
        this.critic = critic;
        packs = settings.batch() / settings.pac();
        rowWidth = width(code, values, conditions);
        generator = network.pass(settings.batch());
        real = critic.new Pass(packs, settings.pac() * rowWidth);
        fake = critic.new Pass(packs, settings.pac() * rowWidth);
        between = critic.new Pass(packs, settings.pac() * rowWidth);
        activation = new OutputActivation(code);
        choices = new LevelConditions.Choice[settings.batch()];
    }

    /** How many numbers of a row the critic sees: its code, what that amounts to, and the condition. */
    static int width(TableCode code, SlotValues values, LevelConditions conditions) {
        return code.width() + values.width() + conditions.width();
    }

    /**
     * Has the generator make the rows that both judge: the critic's step changes no weight of the generator, which so needs to run only once.
     *
     * @param seed of noise, conditions and the relaxed draws
     */
    void generate(long seed) {
        Lanes.run(settings.batch(), settings.batch() >= WORTH_THREADS, (lane, from, to) -> {
            for (int r = from; r < to; r++) {
                SeededRandom stream = new SeededRandom(Streams.seed(seed, "row", r));
                for (int j = 0; j < settings.noise(); j++) {
                    generator.input[r][j] = (float) stream.nextGaussian();
                }
                choices[r] = conditions.forTraining(stream);
                conditions.write(choices[r], generator.input[r], settings.noise());
            }
        });
        generator.forward();
        Lanes.run(packs, settings.batch() >= WORTH_THREADS, (lane, from, to) -> {
            for (int p = from; p < to; p++) {
                for (int i = 0; i < settings.pac(); i++) {
                    writeFake(seed, p * settings.pac() + i, fake.x[p], i * rowWidth);
                }
            }
        });
    }

    /**
     * Adds the critic's gradients, after {@link #generate}.
     *
     * @param seed of the real rows, the shares between and dropout
     * @return its loss
     */
    double critic(long seed) {
        critic.prepareBackward();
        int[] partner = Streams.shuffled(Streams.seed(seed, "partner"), settings.batch());
        double[] loss = new double[packs];
        Lanes.run(packs, settings.batch() >= WORTH_THREADS, (lane, from, to) -> {
            for (int p = from; p < to; p++) {
                pack(seed, p, partner);
            }
            real.forward(from, to, Streams.seed(seed, "dropout real"));
            fake.forward(from, to, Streams.seed(seed, "dropout fake"));
            between.forward(from, to, Streams.seed(seed, "dropout between"));
            for (int p = from; p < to; p++) {
                loss[p] = (fake.verdict[p] - real.verdict[p]) / packs;
            }
            real.addGradients(lane, from, to, -1f / packs);
            fake.addGradients(lane, from, to, 1f / packs);
            if (from < to) {
                loss[from] += between.penalise(lane, from, to, PENALTY / packs);
            }
        });
        double sum = 0;
        for (double l : loss) {
            sum += l;
        }
        return sum;
    }

    /** Real rows, and rows on the line between them and those of the generator. */
    private void pack(long seed, int p, int[] partner) {
        float[] truth = real.x[p];
        SeededRandom stream = new SeededRandom(Streams.seed(seed, "real", p));
        for (int i = 0; i < settings.pac(); i++) {
            int at = i * rowWidth;
            LevelConditions.Choice choice = choices[partner[p * settings.pac() + i]];
            table.write(conditions.row(choice, stream), truth, at);
            complete(choice, truth, at);
        }
        float share = (float) stream.nextDouble();
        float[] made = fake.x[p];
        float[] mixed = between.x[p];
        for (int j = 0; j < mixed.length; j++) {
            mixed[j] = share * truth[j] + (1 - share) * made[j];
        }
    }

    private void writeFake(long seed, int row, float[] into, int at) {
        activation.forward(generator.out[row], into, at, new SeededRandom(Streams.seed(seed, "gumbel", row)));
        complete(choices[row], into, at);
    }

    private void complete(LevelConditions.Choice choice, float[] row, int at) {
        values.write(row, at, at + code.width());
        conditions.write(choice, row, at + code.width() + values.width());
    }

    /**
     * Adds the generator's gradients, after {@link #generate}.
     *
     * @param seed of dropout
     * @return its loss
     */
    double generator(long seed) {
        critic.prepareBackward();
        double[] loss = new double[packs];
        Lanes.run(packs, settings.batch() >= WORTH_THREADS, (lane, from, to) -> {
            fake.forward(from, to, Streams.seed(seed, "dropout"));
            float[][] slope = fake.inputGradients(from, to, -1f / packs);
            for (int p = from; p < to; p++) {
                loss[p] = -fake.verdict[p] / packs;
                for (int i = 0; i < settings.pac(); i++) {
                    loss[p] += backToRaw(p * settings.pac() + i, fake.x[p], slope[p], i * rowWidth);
                }
            }
        });
        generator.backward();
        double sum = 0;
        for (double l : loss) {
            sum += l;
        }
        return sum;
    }

    /** Turns a row of raw output into the loss's derivative by it; returns the cross-entropy of what was asked for. */
    private double backToRaw(int row, float[] x, float[] slope, int at) {
        float[] raw = generator.out[row];
        values.backward(x, slope, at, at + code.width());
        if (choices[row].index() < 0) {
            activation.backward(x, slope, at, raw);
            return 0;
        }
        int column = conditions.column(choices[row]);
        int from = code.slotsAt(column);
        int count = code.slots(column);
        float[] asked = new float[from + count];
        FastFloat.softmax(raw, from, count, asked);
        activation.backward(x, slope, at, raw);
        int wanted = from + choices[row].slot();
        double entropy = -StrictMath.log(Math.max(asked[wanted], 1e-30f)) / settings.batch();
        asked[wanted] -= 1;
        for (int s = from; s < from + count; s++) {
            raw[s] += asked[s] / settings.batch();
        }
        return entropy;
    }
}
