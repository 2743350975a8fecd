package dev.apes.generators.quality;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.Table;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What generated rows are worth as training data: boosted trees predict one column from the others, once trained on generated rows
 * and once on real ones, and both are tested on real rows that neither has seen (train-synthetic-test-real; Esteban, Hyland and
 * Rätsch, <i>Real-valued (Medical) Time Series Generation with Recurrent Conditional GANs</i>, 2017). The ratio of the two scores is
 * 1 if the generated rows are worth as much. Numbers are scored by R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²; categories and booleans by the area
 * under the ROC curve of each of the ten most frequent levels against the rest, as 2 AUC − 1, so that guessing earns 0, weighted by the
 * level's frequency in the test rows.
 */
public final class Utility {
    /** A skill of real rows below this says that the column can hardly be predicted at all, and the ratio would be noise. */
    public static final double LEAST_SKILL = 0.05;

    private static final int LEAST_ROWS = 20;
    private static final int MOST_LEVELS = 10;

    private Utility() {}

    /**
     * The two scores.
     *
     * @param synthetic after training on generated rows; at most 1, may be negative
     * @param real after training on real rows
     */
    public record Scores(OptionalDouble synthetic, OptionalDouble real) {
        /** {@return their ratio, not below 0; empty if a score is undefined or real rows hardly predict the column} */
        public OptionalDouble ratio() {
            return synthetic.isPresent() && real.isPresent() && real.getAsDouble() >= LEAST_SKILL
                    ? OptionalDouble.of(Math.max(0, synthetic.getAsDouble() / real.getAsDouble()))
                    : OptionalDouble.empty();
        }
    }

    /**
     * @param train real training rows
     * @param test real rows that neither the generator nor the trees have seen
     * @param synthetic generated training rows
     * @param target the column to predict, from 0
     * @return the scores
     */
    public static Scores of(Table train, Table test, Table synthetic, int target) {
        return new Scores(skill(synthetic, train, test, target), skill(train, train, test, target));
    }

    /**
     * One of the two scores.
     *
     * @param train what the trees are trained on
     * @param reference real rows that say how values are coded
     * @param test real rows that neither the generator nor the trees have seen
     * @param target the column to predict, from 0
     * @return at most 1, may be negative; empty if either side knows the column in too few rows, or its values are all alike
     */
    public static OptionalDouble skill(Table train, Table reference, Table test, int target) {
        Table known = known(train, target);
        Table asked = known(test, target);
        if (known.rows() < LEAST_ROWS || asked.rows() < LEAST_ROWS) {
            return OptionalDouble.empty();
        }
        RowVectors vectors = new RowVectors(reference, target);
        double[][] x = vectors.of(known);
        double[][] z = vectors.of(asked);
        double[] y = known.column(target);
        double[] truth = asked.column(target);
        ColumnSchema column = train.schema().get(target);
        boolean numeric = column.type() == ColumnType.NUMERIC || column.type() == ColumnType.INTEGER;
        return numeric ? rSquared(truth, predictions(x, y, z, false)) : skill(x, y, z, truth, column);
    }

    private static Table known(Table table, int target) {
        return table.select(IntStream.range(0, table.rows())
                .filter(r -> !Double.isNaN(table.cell(r, target)))
                .toArray());
    }

    private static double[] predictions(double[][] x, double[] y, double[][] z, boolean logistic) {
        BoostedTrees trees = new BoostedTrees(x, y, logistic);
        return Arrays.stream(z).mapToDouble(trees::predict).toArray();
    }

    static OptionalDouble rSquared(double[] truth, double[] predicted) {
        double mean = Arrays.stream(truth).average().orElseThrow();
        double missed = 0;
        double all = 0;
        for (int i = 0; i < truth.length; i++) {
            missed += (truth[i] - predicted[i]) * (truth[i] - predicted[i]);
            all += (truth[i] - mean) * (truth[i] - mean);
        }
        return all > 0 ? OptionalDouble.of(1 - missed / all) : OptionalDouble.empty();
    }

    private static OptionalDouble skill(double[][] x, double[] y, double[][] z, double[] truth, ColumnSchema column) {
        int levels = (int) column.max() + 1;
        long[] counts = new long[levels];
        for (double v : truth) {
            counts[(int) v]++;
        }
        int[] asked = IntStream.range(0, levels)
                .boxed()
                .filter(l -> counts[l] > 0 && counts[l] < truth.length)
                .sorted((a, b) -> Long.compare(counts[b], counts[a]))
                .limit(MOST_LEVELS)
                .mapToInt(Integer::intValue)
                .toArray();
        double sum = 0;
        double weight = 0;
        for (int level : asked) {
            double[] is = Arrays.stream(y).map(v -> v == level ? 1 : 0).toArray();
            double[] was = Arrays.stream(truth).map(v -> v == level ? 1 : 0).toArray();
            sum += counts[level] * (2 * Detection.auc(predictions(x, is, z, true), was) - 1);
            weight += counts[level];
        }
        return weight > 0 ? OptionalDouble.of(sum / weight) : OptionalDouble.empty();
    }
}
