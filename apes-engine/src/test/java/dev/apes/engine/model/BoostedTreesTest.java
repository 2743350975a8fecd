package dev.apes.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;

class BoostedTreesTest {
    private static final int COLUMNS = 7;
    private static final ModelOptions ONCE = new ModelOptions(30, 0.1, 30, 0.1, 4, 200, 1_000);
    private static final ModelOptions TWICE = new ModelOptions(60, 0.1, 30, 0.1, 4, 200, 1_000);

    private static float[] rows(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] rows = new float[n * COLUMNS];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextInt(8) == 0 ? Float.NaN : (float) random.nextGaussian();
        }
        return rows;
    }

    private static float[] gains(float[] rows) {
        float[] gains = new float[rows.length / COLUMNS];
        for (int i = 0; i < gains.length; i++) {
            float a = rows[i * COLUMNS];
            float b = rows[i * COLUMNS + 1];
            gains[i] = Float.isNaN(a) ? 0.3f : a * (Float.isNaN(b) ? 1 : b);
        }
        return gains;
    }

    @Test
    void predictsWhatTheNativeLibraryPredictsBitForBit() throws Exception {
        float[] learnt = rows(800, 1);
        BoosterTraining.Trained trained = BoosterTraining.train(ONCE, learnt, gains(learnt), 5, null);
        trained = BoosterTraining.train(ONCE, learnt, gains(learnt), 6, trained.bytes());
        float[] unseen = rows(333, 2);
        float[] ours = new float[333];
        trained.trees().predict(unseen, COLUMNS, ours);
        Booster booster = XGBoost.loadModel(new ByteArrayInputStream(trained.bytes()));
        DMatrix matrix = new DMatrix(unseen, 333, COLUMNS, Float.NaN);
        float[][] theirs = booster.predict(matrix);
        matrix.dispose();
        booster.dispose();
        for (int i = 0; i < ours.length; i++) {
            assertThat(ours[i]).isEqualTo(theirs[i][0]);
        }
    }

    @Test
    void continuingIsLikeTrainingInOneGoAndLeavesTheFirstModelAlone() {
        float[] learnt = rows(800, 1);
        float[] gains = gains(learnt);
        BoosterTraining.Trained first = BoosterTraining.train(ONCE, learnt, gains, 5, null);
        byte[] before = first.bytes().clone();
        BoosterTraining.Trained more = BoosterTraining.train(ONCE, learnt, gains, 6, first.bytes());
        BoosterTraining.Trained atOnce = BoosterTraining.train(TWICE, learnt, gains, 5, null);
        assertThat(more.trees().trees()).isEqualTo(60);
        assertThat(first.bytes()).isEqualTo(before);
        double error = meanSquaredError(first, learnt, gains);
        assertThat(meanSquaredError(more, learnt, gains))
                .isLessThan(0.8 * error)
                .isCloseTo(meanSquaredError(atOnce, learnt, gains), within(0.1 * error));
    }

    @Test
    void treesOfAKnownSettingPredictTheSameBitForBit() {
        BoostedTrees trees = trained();
        float[] unseen = rows(200, 3);
        for (int r = 0; r < 200; r++) {
            float[] row = Arrays.copyOfRange(unseen, r * COLUMNS, (r + 1) * COLUMNS);
            float[] whole = new float[1];
            trees.predict(row, COLUMNS, whole);
            for (int from = 0; from <= COLUMNS; from++) {
                assertThat(new PromptTrees(trees, row, from).predict(Arrays.copyOf(row, from)))
                        .isEqualTo(whole[0]);
            }
        }
    }

    @Test
    void treesOfFixedRowsAddUpWhatTheirRowsGetUnderASetting() {
        BoostedTrees trees = trained();
        float[] settings = rows(50, 4);
        for (int from = 0; from < COLUMNS; from++) {
            for (int to = from; to <= COLUMNS; to++) {
                float[] fixed = rows(40, 5 + from);
                SettingTrees reduced = new SettingTrees(trees, fixed, COLUMNS, from, to);
                for (int s = 0; s < 50; s++) {
                    float[] setting = Arrays.copyOfRange(settings, s * COLUMNS, (s + 1) * COLUMNS);
                    for (int r = 0; r < 40; r++) {
                        System.arraycopy(setting, from, fixed, r * COLUMNS + from, to - from);
                    }
                    float[] each = new float[40];
                    trees.predict(fixed, COLUMNS, each);
                    double sum = 0;
                    for (float e : each) {
                        sum += e;
                    }
                    assertThat(reduced.sum(setting)).isCloseTo(sum, within(1e-4));
                }
            }
        }
    }

    private static BoostedTrees trained() {
        float[] learnt = rows(800, 1);
        return BoosterTraining.train(ONCE, learnt, gains(learnt), 5, null).trees();
    }

    private static double meanSquaredError(BoosterTraining.Trained trained, float[] rows, float[] gains) {
        float[] predicted = new float[gains.length];
        trained.trees().predict(rows, COLUMNS, predicted);
        double sum = 0;
        for (int i = 0; i < gains.length; i++) {
            sum += (predicted[i] - gains[i]) * (predicted[i] - gains[i]);
        }
        return sum / gains.length;
    }
}
