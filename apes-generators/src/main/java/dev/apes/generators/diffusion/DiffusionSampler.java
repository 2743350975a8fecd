package dev.apes.generators.diffusion;

import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.neural.Conditions;
import dev.apes.generators.neural.FastFloat;
import dev.apes.generators.neural.Lanes;
import dev.apes.generators.neural.Streams;
import dev.apes.generators.table.SeededRandom;
import java.util.Arrays;

/**
 * Ancestral sampling from the last step to the first, scores with variance β (Ho, Jain and Abbeel, 2020, algorithm 2), categories
 * from {@link CategoryDiffusion#posterior}. Wanted values are painted in: before every step they are replaced by their noisy selves,
 * and every step is undone and repeated a few times so that the other columns come to agree (RePaint; Lugmayr et al., 2022,
 * algorithm 1). Thread-safe.
 */
final class DiffusionSampler {
    private static final int CHUNK = 512;
    private static final int REPEATS = 4;
    /** A standard normal score of the data is not beyond this. */
    private static final float FARTHEST = 4;

    private final DiffusionCode code;
    private final NoiseSchedule schedule;
    private final Denoiser network;
    private final boolean[][] occurring;
    private final int inputs;

    DiffusionSampler(DiffusionCode code, NoiseSchedule schedule, Denoiser network, int inputs) {
        this.code = code;
        this.schedule = schedule;
        this.network = network;
        this.occurring = code.occurring();
        this.inputs = inputs;
    }

    Table sample(SampleRequest request) {
        Conditions conditions = Conditions.of(code.schema(), request.conditions());
        double[][] columns = new double[code.schema().size()][request.rows()];
        for (int start = 0; start < request.rows(); start += CHUNK) {
            Chunk chunk = new Chunk(start, Math.min(CHUNK, request.rows() - start), request, conditions);
            chunk.run();
            chunk.decode(columns);
        }
        return new Table(code.schema(), columns);
    }

    /** Rows that are drawn together. */
    private final class Chunk {
        private final int start;
        private final int rows;
        private final SampleRequest request;
        private final Conditions conditions;
        private final SeededRandom[] random;
        private final Denoiser.Pass pass;
        private final int[][] level;
        private final float[][] wantedScore;
        private final int[][] wantedLevel;

        Chunk(int start, int rows, SampleRequest request, Conditions conditions) {
            this.start = start;
            this.rows = rows;
            this.request = request;
            this.conditions = conditions;
            random = new SeededRandom[rows];
            pass = network.pass(rows, inputs);
            level = new int[rows][code.sizes().length];
            wantedScore = new float[rows][code.scores()];
            wantedLevel = new int[rows][code.sizes().length];
        }

        void run() {
            int repeats = conditions.none() ? 1 : REPEATS;
            Lanes.run(rows, rows >= 8, (lane, from, to) -> {
                for (int r = from; r < to; r++) {
                    begin(r);
                }
                for (int t = schedule.steps() - 1; t >= 0; t--) {
                    for (int repeat = 1; repeat <= repeats; repeat++) {
                        request.cancellation().throwIfCancelled();
                        for (int r = from; r < to; r++) {
                            paint(r, t);
                            write(r, t);
                        }
                        pass.forward(from, to);
                        for (int r = from; r < to; r++) {
                            back(r, t);
                            if (repeat < repeats && t > 0) {
                                forth(r, t);
                            }
                        }
                    }
                }
            });
        }

        private void begin(int r) {
            random[r] = new SeededRandom(Streams.seed(request.seed(), "row", start + r));
            for (int j = 0; j < code.scores(); j++) {
                pass.x[r][j] = (float) random[r].nextGaussian();
            }
            for (int k = 0; k < level[r].length; k++) {
                level[r][k] = random[r].nextInt(code.sizes()[k]);
            }
            for (int c : conditions.columns()) {
                long seed = Streams.seed(request.seed(), "wanted", start + r, c);
                code.write(c, conditions.wanted(c), seed, wantedScore[r], wantedLevel[r]);
            }
        }

        /** Replaces what is wanted by what it would be after step t. */
        private void paint(int r, int t) {
            for (int c : conditions.columns()) {
                int s = code.scoreAt(c);
                if (s >= 0) {
                    pass.x[r][s] = (float) (Math.sqrt(schedule.kept(t)) * wantedScore[r][s]
                            + Math.sqrt(1 - schedule.kept(t)) * random[r].nextGaussian());
                }
                int k = code.categoryAt(c);
                if (k >= 0) {
                    level[r][k] = CategoryDiffusion.noisy(schedule, t, wantedLevel[r][k], code.sizes()[k], random[r]);
                }
            }
        }

        private void write(int r, int t) {
            pass.step(r, t);
            float[] x = pass.x[r];
            Arrays.fill(x, code.scores(), x.length, 0);
            int at = code.scores();
            for (int k = 0; k < level[r].length; k++) {
                x[at + level[r][k]] = 1;
                at += code.sizes()[k];
            }
        }

        /** One step towards the start. */
        private void back(int r, int t) {
            double kept = schedule.kept(t);
            double before = schedule.kept(t - 1);
            double beta = schedule.beta(t);
            float[] out = pass.out[r];
            float[] x = pass.x[r];
            float ofStart = (float) (Math.sqrt(before) * beta / (1 - kept));
            float ofNow = (float) (Math.sqrt(1 - beta) * (1 - before) / (1 - kept));
            // the first step has no variance left to choose
            float spread = t == 0 ? 0 : (float) Math.sqrt(beta * (1 - before) / (1 - kept));
            for (int j = 0; j < code.scores(); j++) {
                float start = (float) ((x[j] - Math.sqrt(1 - kept) * out[j]) / Math.sqrt(kept));
                start = Math.max(-FARTHEST, Math.min(FARTHEST, start));
                x[j] = ofStart * start + ofNow * x[j];
                if (t > 0) {
                    x[j] += spread * (float) random[r].nextGaussian();
                }
            }
            int at = code.scores();
            for (int k = 0; k < level[r].length; k++) {
                int size = code.sizes()[k];
                level[r][k] = drawBefore(t, out, at, size, level[r][k], occurring[k], random[r]);
                at += size;
            }
        }

        private int drawBefore(int t, float[] out, int at, int size, int now, boolean[] occurs, SeededRandom stream) {
            for (int s = 0; s < size; s++) {
                // a level that never occurred does not lie at the start
                out[at + s] = occurs[s] ? out[at + s] : -1e6f;
            }
            FastFloat.softmax(out, at, size, out);
            float[] law = new float[size];
            if (t == 0) {
                System.arraycopy(out, at, law, 0, size);
                for (int s = 0; s < size; s++) {
                    law[s] = occurs[s] ? law[s] : 0;
                }
            } else {
                CategoryDiffusion.posterior(schedule, t, out, at, size, now, law);
            }
            return CategoryDiffusion.draw(law, size, stream);
        }

        /** The step again, the other way. */
        private void forth(int r, int t) {
            float signal = (float) Math.sqrt(1 - schedule.beta(t));
            float spread = (float) Math.sqrt(schedule.beta(t));
            for (int j = 0; j < code.scores(); j++) {
                pass.x[r][j] = signal * pass.x[r][j] + spread * (float) random[r].nextGaussian();
            }
            for (int k = 0; k < level[r].length; k++) {
                level[r][k] = CategoryDiffusion.oneStep(schedule, t, level[r][k], code.sizes()[k], random[r]);
            }
        }

        void decode(double[][] columns) {
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns.length; c++) {
                    columns[c][start + r] =
                            conditions.on(c) ? conditions.wanted(c) : code.cell(c, pass.x[r], level[r], random[r]);
                }
            }
        }
    }
}
