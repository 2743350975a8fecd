package dev.apes.generators.smote;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The rows that may take part under conditions: all that meet them, if these are enough; otherwise those that come nearest, by
 * the number of categories that differ first and by the conditioned numbers next. So a rare number still draws on rows like it,
 * and a level never seen on rows that at least agree in the rest.
 */
final class ConditionPool {
    /** A differing category weighs more than any difference of numbers likely in a table. */
    private static final double CATEGORY_DIFFERS = 1e9;

    private ConditionPool() {}

    /**
     * @param rows all rows
     * @param conditions by column, {@code NaN} for none
     * @param enough how many rows are enough
     * @return the rows, ascending; at least {@code enough} unless there are fewer rows altogether
     */
    static int[] of(ScaledRows rows, double[] conditions, int enough) {
        if (Arrays.stream(conditions).allMatch(Double::isNaN)) {
            return IntStream.range(0, rows.rows()).toArray();
        }
        double[] away = new double[rows.rows()];
        for (int c = 0; c < conditions.length; c++) {
            if (!Double.isNaN(conditions[c])) {
                double wanted = (float) rows.scaled(c, conditions[c]);
                for (int r = 0; r < away.length; r++) {
                    away[r] += away(rows.cell(r, c), wanted, rows.numeric(c));
                }
            }
        }
        Integer[] order = new Integer[away.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(r -> away[r]));
        double last = away[order[Math.min(enough, order.length) - 1]];
        return IntStream.range(0, away.length).filter(r -> away[r] <= last).toArray();
    }

    private static double away(double cell, double wanted, boolean numeric) {
        if (!numeric) {
            return cell == wanted ? 0 : CATEGORY_DIFFERS;
        }
        // a missing number is as bad as one three standard deviations away
        return Double.isNaN(cell) ? 9 : (cell - wanted) * (cell - wanted);
    }
}
