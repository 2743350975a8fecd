package dev.apes.generators.quality;

import dev.apes.api.generation.Table;
import dev.apes.generators.table.RowDistance;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Fidelity and variety by distances between rows.
 *
 * <p><b>Density and coverage</b> (Naeem, Oh, Uh, Choi and Yoo, <i>Reliable Fidelity and Diversity Metrics for Generative Models</i>,
 * 2020), with k = {@value #NEIGHBOURS} and Gower's distance. B(x) is the ball around a real row x that reaches to its k-th nearest
 * other real row. Density is the mean number of balls in which a generated row lies, divided by k: about 1 for rows of the
 * same law, 0 for rows that are nowhere, above 1 for rows that crowd where real ones are dense. Coverage is the share of balls with
 * a generated row in them, in [0, 1]. Balls are closed here, because in tables with few distinct rows their radius is 0.
 *
 * <p><b>α-precision and β-recall</b> (Alaa, van Breugel, Saveliev and van der Schaar, <i>How Faithful is your Synthetic Data?</i>, 2022)
 * on {@link RowVectors standardised coordinates} instead of a learnt embedding. P(α) is the share of generated rows in the ball
 * around the real mean that holds the share α of real rows. R(β) is the share of real rows of which the nearest generated row, among
 * those in the ball around the generated mean that holds the share β of generated rows, lies no farther than the real row's k-th
 * nearest other real row. Both curves should be the diagonal; the score is 1 − Σ|P(α) − α| / Σα over α = 0, 1/20, …, 1, hence 1 for the
 * diagonal and 0 for rows all outside or all in the centre. A ball
 * that reaches to the fifth neighbour is found before its time, so rows of the very law of the data get about 0.6 at 300 rows, 0.7 at
 * 1,000 and more at more: β-recall compares methods on one table, not tables.
 */
public final class Manifold {
    private static final int NEIGHBOURS = 5;
    private static final int STEPS = 20;

    private Manifold() {}

    /**
     * Density and coverage; empty if there are too few real rows for a k-th neighbour.
     *
     * @param density 0 or more
     * @param coverage in [0, 1]
     */
    public record DensityCoverage(OptionalDouble density, OptionalDouble coverage) {}

    /**
     * @param real what was learnt from
     * @param synthetic at least one row of the same schema
     * @return density and coverage; takes time in proportion to {@code real² + real × synthetic} rows
     */
    public static DensityCoverage densityCoverage(Table real, Table synthetic) {
        int n = real.rows();
        if (n <= NEIGHBOURS) {
            return new DensityCoverage(OptionalDouble.empty(), OptionalDouble.empty());
        }
        RowDistance distance = new RowDistance(real);
        double[][] generated = rows(synthetic);
        double[][] rows = rows(real);
        long inside = 0;
        int covered = 0;
        for (double[] row : rows) {
            double radius = radius(rows, row, distance);
            int here = 0;
            for (double[] other : generated) {
                here += distance.between(row, other, radius) <= radius ? 1 : 0;
            }
            inside += here;
            covered += here > 0 ? 1 : 0;
        }
        return new DensityCoverage(
                OptionalDouble.of((double) inside / NEIGHBOURS / generated.length),
                OptionalDouble.of((double) covered / n));
    }

    private static double[][] rows(Table table) {
        double[][] rows = new double[table.rows()][];
        Arrays.setAll(rows, table::row);
        return rows;
    }

    /** Distance to the k-th nearest other row. */
    private static double radius(double[][] rows, double[] row, RowDistance distance) {
        double[] nearest = new double[NEIGHBOURS];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (double[] other : rows) {
            if (other != row) {
                insert(nearest, distance.between(row, other, nearest[NEIGHBOURS - 1]));
            }
        }
        return nearest[NEIGHBOURS - 1];
    }

    private static void insert(double[] nearest, double d) {
        int at = nearest.length - 1;
        if (d >= nearest[at]) {
            return;
        }
        while (at > 0 && nearest[at - 1] > d) {
            nearest[at] = nearest[at - 1];
            at--;
        }
        nearest[at] = d;
    }

    /**
     * @param real what was learnt from
     * @param synthetic at least one row of the same schema
     * @return α-precision in [0, 1]; empty without real rows
     */
    public static OptionalDouble alphaPrecision(Table real, Table synthetic) {
        if (real.rows() == 0) {
            return OptionalDouble.empty();
        }
        RowVectors vectors = new RowVectors(real, -1);
        double[][] points = vectors.of(real);
        double[] centre = mean(points);
        double[] own = sortedDistances(points, centre);
        double[] theirs = sortedDistances(vectors.of(synthetic), centre);
        double[] curve = new double[STEPS + 1];
        for (int i = 1; i <= STEPS; i++) {
            double radius = own[place(own.length, i)];
            curve[i] = (double) Arrays.stream(theirs).filter(d -> d <= radius).count() / theirs.length;
        }
        return OptionalDouble.of(againstDiagonal(curve));
    }

    /**
     * @param real what was learnt from
     * @param synthetic at least one row of the same schema
     * @return β-recall in [0, 1]; empty if there are too few real rows for a k-th neighbour
     */
    public static OptionalDouble betaRecall(Table real, Table synthetic) {
        if (real.rows() <= NEIGHBOURS) {
            return OptionalDouble.empty();
        }
        RowVectors vectors = new RowVectors(real, -1);
        double[][] points = vectors.of(real);
        double[][] generated = vectors.of(synthetic);
        double[] centre = mean(generated);
        Integer[] order = new Integer[generated.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(squared(generated[i], centre), squared(generated[j], centre)));
        int[] found = new int[STEPS + 1];
        for (double[] point : points) {
            double[] nearest = new double[NEIGHBOURS];
            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
            for (double[] other : points) {
                if (other != point) {
                    insert(nearest, squared(point, other));
                }
            }
            // a real row found with few generated rows is found with more
            for (int i = 1, j = 0; i <= STEPS; i++) {
                boolean within = false;
                for (int to = place(order.length, i) + 1; j < to && !within; j++) {
                    within = squared(point, generated[order[j]]) <= nearest[NEIGHBOURS - 1];
                }
                if (within) {
                    for (int above = i; above <= STEPS; above++) {
                        found[above]++;
                    }
                    break;
                }
            }
        }
        return OptionalDouble.of(againstDiagonal(Arrays.stream(found)
                .mapToDouble(f -> (double) f / points.length)
                .toArray()));
    }

    /** Index of the last of {@code n} sorted elements that belong to the share {@code step} / {@value #STEPS}. */
    private static int place(int n, int step) {
        return Math.max(0, (int) Math.ceil((double) n * step / STEPS) - 1);
    }

    /** 1 − Σ|curve(i) − i / 20| / Σ i / 20. */
    static double againstDiagonal(double[] curve) {
        double away = 0;
        double whole = 0;
        for (int i = 0; i <= STEPS; i++) {
            away += Math.abs(curve[i] - (double) i / STEPS);
            whole += (double) i / STEPS;
        }
        return Math.max(0, 1 - away / whole);
    }

    private static double[] mean(double[][] points) {
        double[] mean = new double[points[0].length];
        for (double[] point : points) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += point[i] / points.length;
            }
        }
        return mean;
    }

    private static double[] sortedDistances(double[][] points, double[] centre) {
        return Arrays.stream(points)
                .mapToDouble(p -> squared(p, centre))
                .sorted()
                .toArray();
    }

    private static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
