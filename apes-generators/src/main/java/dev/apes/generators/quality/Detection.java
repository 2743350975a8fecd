package dev.apes.generators.quality;

import dev.apes.api.generation.Table;
import dev.apes.generators.table.SeededRandom;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Whether a classifier can tell generated rows from real ones. Boosted trees are trained in five folds on as many real rows as
 * generated ones, and the area under the ROC curve is taken over the rows that each fold leaves out. The score is {@code 2 (1 −
 * max(AUC, ½))}: 1 if it can only guess, 0 if it is always right (SDMetrics' detection score; that one uses a logistic regression,
 * which sees marginals and hardly any dependence).
 */
public final class Detection {
    private static final int FOLDS = 5;
    private static final int LEAST_ROWS = 20;

    private Detection() {}

    /**
     * @param real what was learnt from
     * @param synthetic rows of the same schema
     * @param seed decides which rows take part and in which fold
     * @param most how many rows of each table take part at most
     * @return the score in [0, 1]; empty if either table has fewer than 20 rows
     */
    public static OptionalDouble score(Table real, Table synthetic, long seed, int most) {
        int n = Math.min(most, Math.min(real.rows(), synthetic.rows()));
        if (n < LEAST_ROWS) {
            return OptionalDouble.empty();
        }
        SeededRandom random = new SeededRandom(seed);
        Table a = real.select(Arrays.copyOf(shuffled(real.rows(), random), n));
        Table b = synthetic.select(Arrays.copyOf(shuffled(synthetic.rows(), random), n));
        RowVectors vectors = new RowVectors(a, -1);
        double[][] x = new double[2 * n][];
        System.arraycopy(vectors.of(a), 0, x, 0, n);
        System.arraycopy(vectors.of(b), 0, x, n, n);
        double sum = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int f = fold;
            int[] train =
                    IntStream.range(0, 2 * n).filter(i -> i % n % FOLDS != f).toArray();
            int[] test =
                    IntStream.range(0, 2 * n).filter(i -> i % n % FOLDS == f).toArray();
            BoostedTrees trees = new BoostedTrees(
                    Arrays.stream(train).mapToObj(i -> x[i]).toArray(double[][]::new),
                    Arrays.stream(train).mapToDouble(i -> i < n ? 0 : 1).toArray(),
                    true);
            sum += auc(
                    Arrays.stream(test).mapToDouble(i -> trees.predict(x[i])).toArray(),
                    Arrays.stream(test).mapToDouble(i -> i < n ? 0 : 1).toArray());
        }
        return OptionalDouble.of(score(sum / FOLDS));
    }

    static double score(double auc) {
        return 2 * (1 - Math.max(auc, 0.5));
    }

    /**
     * The chance that a positive row scores higher than a negative one, ties counted half: (R − p (p + 1) / 2) / (p q) with R the
     * sum of the positive rows' mid-ranks, p and q how many there are of each (Mann and Whitney 1947).
     */
    static double auc(double[] scores, double[] labels) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(scores[i], scores[j]));
        double ranks = 0;
        double positives = 0;
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to + 1 < order.length && scores[order[to + 1]] == scores[order[from]]) {
                to++;
            }
            for (int i = from; i <= to; i++) {
                ranks += labels[order[i]] * ((from + to) / 2.0 + 1);
                positives += labels[order[i]];
            }
            from = to + 1;
        }
        double negatives = scores.length - positives;
        return (ranks - positives * (positives + 1) / 2) / (positives * negatives);
    }

    static int[] shuffled(int n, SeededRandom random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }
}
