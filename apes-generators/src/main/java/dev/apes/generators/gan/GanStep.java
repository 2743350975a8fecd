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
    /** The rows of a pack stand beside each other, so that the critic's weights pass through the cache once. */
    private static final int KINDS = 3;

    private static final int REAL = 0;
    private static final int FAKE = 1;
    private static final int BETWEEN = 2;

    private final TableCode code;
    private final CodedRows table;
    private final LevelConditions conditions;
    private final SlotValues values;
    private final GanSettings settings;
    private final GanGeneratorNetwork.Pass generator;
    private final Critic critic;
    private final Critic.Pass judged;
    private final OutputActivation activation;
    private final LevelConditions.Choice[] choices;
    private final SeededRandom[] random;
    private final float[] verdictSlopes;
    private final float[] generatorSlopes;
    private final float[] between;
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
        judged = critic.new Pass(KINDS * packs, settings.pac() * rowWidth);
        activation = new OutputActivation(code);
        choices = new LevelConditions.Choice[settings.batch()];
        random = new SeededRandom[KINDS * packs];
        verdictSlopes = new float[KINDS * packs];
        generatorSlopes = new float[packs];
        between = new float[KINDS * packs];
        for (int p = 0; p < packs; p++) {
            verdictSlopes[KINDS * p + REAL] = -1f / packs;
            verdictSlopes[KINDS * p + FAKE] = 1f / packs;
            between[KINDS * p + BETWEEN] = 1;
            generatorSlopes[p] = -1f / packs;
        }
    }

    /** How many numbers of a row the critic sees: its code, what that amounts to, and the condition. */
    static int width(TableCode code, SlotValues values, LevelConditions conditions) {
        return code.width() + values.width() + conditions.width();
    }

    /**
     * Adds the critic's gradients.
     *
     * @param seed of noise, conditions and dropout
     * @return its loss
     */
    double critic(long seed) {
        generate(seed);
        critic.prepareBackward();
        int[] partner = Streams.shuffled(Streams.seed(seed, "partner"), settings.batch());
        double[] loss = new double[packs];
        Lanes.run(packs, settings.batch() >= WORTH_THREADS, (lane, from, to) -> {
            for (int p = from; p < to; p++) {
                pack(seed, p, partner);
            }
            judged.forward(KINDS * from, KINDS * to, random);
            for (int p = from; p < to; p++) {
                loss[p] = (judged.verdict[KINDS * p + FAKE][0] - judged.verdict[KINDS * p + REAL][0]) / packs;
            }
            judged.addGradients(lane, KINDS * from, KINDS * to, verdictSlopes);
            if (from < to) {
                loss[from] += judged.penalise(lane, KINDS * from, KINDS * to, between, PENALTY / packs);
            }
        });
        double sum = 0;
        for (double l : loss) {
            sum += l;
        }
        return sum;
    }

    /** Real rows, rows of the generator, and rows on the line between them. */
    private void pack(long seed, int p, int[] partner) {
        float[] real = judged.x[KINDS * p + REAL];
        float[] fake = judged.x[KINDS * p + FAKE];
        SeededRandom stream = new SeededRandom(Streams.seed(seed, "real", p));
        for (int i = 0; i < settings.pac(); i++) {
            int at = i * rowWidth;
            int row = p * settings.pac() + i;
            LevelConditions.Choice choice = choices[partner[row]];
            table.write(conditions.row(choice, stream), real, at);
            complete(choice, real, at);
            writeFake(seed, row, fake, at);
        }
        float share = (float) stream.nextDouble();
        float[] mixed = judged.x[KINDS * p + BETWEEN];
        for (int j = 0; j < mixed.length; j++) {
            mixed[j] = share * real[j] + (1 - share) * fake[j];
        }
        for (int kind = 0; kind < KINDS; kind++) {
            random[KINDS * p + kind] = new SeededRandom(Streams.seed(seed, "dropout", kind, p));
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

    private void generate(long seed) {
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
    }

    /**
     * Adds the generator's gradients.
     *
     * @param seed of noise, conditions and dropout
     * @return its loss
     */
    double generator(long seed) {
        generate(seed);
        critic.prepareBackward();
        double[] loss = new double[packs];
        Lanes.run(packs, settings.batch() >= WORTH_THREADS, (lane, from, to) -> {
            for (int p = from; p < to; p++) {
                random[p] = new SeededRandom(Streams.seed(seed, "dropout", p));
                for (int i = 0; i < settings.pac(); i++) {
                    writeFake(seed, p * settings.pac() + i, judged.x[p], i * rowWidth);
                }
            }
            judged.forward(from, to, random);
            float[][] slope = judged.inputGradients(from, to, generatorSlopes);
            for (int p = from; p < to; p++) {
                loss[p] = -judged.verdict[p][0] / packs;
                for (int i = 0; i < settings.pac(); i++) {
                    loss[p] += backToRaw(p * settings.pac() + i, judged.x[p], slope[p], i * rowWidth);
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
