package dev.apes.generators.copula;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Fits a column's {@link Marginal}. A numeric column without repeated values takes the parametric family that fits best, if the
 * Kolmogorov-Smirnov test does not reject it at about 5 %; otherwise, and for whole numbers, smoothed quantiles with an atom
 * for each value that repeats often.
 */
final class MarginalFitter {
    /** Rows below which a family can't be told from another. */
    private static final int LEAST_FOR_FAMILY = 30;

    /**
     * With estimated parameters the statistic is smaller than the textbook's 1.36/√n: 0.886/√n for the normal (Lilliefors 1967),
     * about 1.06/√n for the exponential. The smaller one is used for all.
     */
    private static final double CRITICAL = 0.886;

    private static final int MOST_KNOTS = 600;
    private static final String STEPS = "steps";
    private static final String QUANTILES = "quantiles";

    private MarginalFitter() {}

    /**
     * @param column the column
     * @param sorted its present kept cells in ascending order; not looked at for categories and booleans
     * @param levels for categories and booleans, how often each level was seen
     * @param order for categories, the levels in the order in which they share the z axis; null otherwise
     * @param families whether parametric families are considered
     * @return its marginal; empty if all cells are missing
     */
    static Optional<Marginal> fit(ColumnSchema column, double[] sorted, long[] levels, int[] order, boolean families) {
        if (column.type() == ColumnType.CATEGORICAL || column.type() == ColumnType.BOOLEAN) {
            return ofLevels(column, levels, order == null ? new int[] {0, 1} : order);
        }
        if (sorted.length == 0) {
            return Optional.empty();
        }
        Runs runs = Runs.of(sorted);
        boolean whole = column.type() == ColumnType.INTEGER;
        if (families && !whole && sorted.length >= LEAST_FOR_FAMILY && runs.values.length >= 0.99 * sorted.length) {
            Optional<Marginal> parametric = bestFamily(column, sorted, family -> true);
            if (parametric.isPresent()) {
                return parametric;
            }
        }
        return Optional.of(empirical(column, runs, sorted.length));
    }

    /**
     * Fits a marginal of the form it had before, at a fraction of the cost.
     *
     * @param column the column
     * @param sorted its present kept cells in ascending order
     * @param levels how often each level was seen
     * @param before the marginal before
     * @return the marginal; empty if the family it had is rejected now, or there are no cells
     */
    static Optional<Marginal> refit(ColumnSchema column, double[] sorted, long[] levels, Marginal before) {
        if (levels.length > 0) {
            return ofLevels(column, levels, before.levelOrder(levels.length));
        }
        if (sorted.length == 0) {
            return Optional.empty();
        }
        return before.form().equals(STEPS) || before.form().equals(QUANTILES)
                ? Optional.of(empirical(column, Runs.of(sorted), sorted.length))
                : bestFamily(column, sorted, family -> family.equals(before.form()));
    }

    private static Optional<Marginal> bestFamily(ColumnSchema column, double[] sorted, Predicate<String> considered) {
        Family best = null;
        double bestDistance = CRITICAL / Math.sqrt(sorted.length);
        for (Family family : Family.candidates(sorted, column.min(), column.max())) {
            double distance = considered.test(family.name()) ? family.distance(sorted) : 1;
            if (distance < bestDistance) {
                best = family;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best).map(f -> f.marginal(sorted, column.min(), column.max()));
    }

    private static Optional<Marginal> ofLevels(ColumnSchema column, long[] counts, int[] order) {
        long total = Arrays.stream(counts).sum();
        if (total == 0) {
            return Optional.empty();
        }
        List<double[]> knots = new ArrayList<>();
        long below = 0;
        for (int place = 0; place < order.length; place++) {
            long count = counts[order[place]];
            if (count > 0) {
                atom(knots, below, below + count, total, place);
                below += count;
            }
        }
        return Optional.of(marginal(knots, column, false, order, "levels"));
    }

    private static Marginal empirical(ColumnSchema column, Runs runs, int n) {
        boolean whole = column.type() == ColumnType.INTEGER;
        int distinct = runs.values.length;
        boolean steps = distinct == 1 || (whole && n >= 5L * distinct && distinct <= MOST_KNOTS);
        int often = Math.max(3, (int) Math.ceil(0.005 * n));
        int every = Math.max(1, (distinct + MOST_KNOTS - 1) / MOST_KNOTS);
        List<double[]> knots = new ArrayList<>();
        int below = 0;
        int skipped = 0;
        for (int i = 0; i < distinct; i++) {
            int count = runs.counts[i];
            if (steps || count >= often) {
                atom(knots, below, below + count, n, runs.values[i]);
                skipped = 0;
            } else if (i == 0 || i == distinct - 1 || ++skipped >= every) {
                knots.add(new double[] {StandardNormal.quantile((below + 0.5 * count) / n), runs.values[i]});
                skipped = 0;
            }
            below += count;
        }
        extend(knots, column);
        return marginal(knots, column, whole, null, steps ? STEPS : QUANTILES);
    }

    private static void atom(List<double[]> knots, long from, long to, long n, double value) {
        knots.add(new double[] {from == 0 ? -Marginal.END : StandardNormal.quantile((double) from / n), value});
        knots.add(new double[] {to == n ? Marginal.END : StandardNormal.quantile((double) to / n), value});
    }

    /** Continues both ends beyond the data by the slope near them: one unit of z at half of it, the rest at a tenth. */
    private static void extend(List<double[]> knots, ColumnSchema column) {
        double[] first = knots.get(0);
        double[] last = knots.get(knots.size() - 1);
        int reach = Math.min(knots.size() - 1, 5);
        if (last[0] < Marginal.END) {
            double[] inner = knots.get(knots.size() - 1 - reach);
            double slope = slope(inner, last);
            double limit = Math.min(column.max(), Double.MAX_VALUE);
            knots.add(new double[] {last[0] + 1, Math.min(limit, last[1] + slope / 2)});
            knots.add(new double[] {Marginal.END, Math.min(limit, last[1] + slope)});
        }
        if (first[0] > -Marginal.END) {
            double[] inner = knots.get(reach);
            double slope = slope(first, inner);
            double limit = Math.max(column.min(), -Double.MAX_VALUE);
            knots.add(0, new double[] {first[0] - 1, Math.max(limit, first[1] - slope / 2)});
            knots.add(0, new double[] {-Marginal.END, Math.max(limit, first[1] - slope)});
        }
    }

    private static double slope(double[] a, double[] b) {
        double slope = (b[1] - a[1]) / (b[0] - a[0]);
        return Double.isFinite(slope) ? slope : 0;
    }

    static Marginal marginal(List<double[]> knots, ColumnSchema column, boolean whole, int[] order, String form) {
        double[] z = knots.stream().mapToDouble(k -> k[0]).toArray();
        double[] x = knots.stream().mapToDouble(k -> k[1]).toArray();
        return new Marginal(z, x, whole, order, column.min(), column.max(), form);
    }

    /** Distinct values in ascending order with how often each occurs. */
    private record Runs(double[] values, int[] counts) {
        static Runs of(double[] sorted) {
            double[] values = new double[sorted.length];
            int[] counts = new int[sorted.length];
            int n = 0;
            for (double v : sorted) {
                if (n > 0 && values[n - 1] == v) {
                    counts[n - 1]++;
                } else {
                    values[n] = v;
                    counts[n++] = 1;
                }
            }
            return new Runs(Arrays.copyOf(values, n), Arrays.copyOf(counts, n));
        }
    }
}
