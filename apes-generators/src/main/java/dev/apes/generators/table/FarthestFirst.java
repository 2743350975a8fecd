package dev.apes.generators.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Picks rows that lie far from each other: always the one farthest from those already picked (Gonzalez, <i>Clustering to minimize
 * the maximum intercluster distance</i>, 1985: the largest distance of any row to its nearest picked one is at most twice what the
 * best choice reaches). Costs {@code rows × count} distances.
 */
public final class FarthestFirst {
    private FarthestFirst() {}

    /**
     * @param rows best first
     * @param count how many to pick, at most as many as there are
     * @param distance the distance
     * @return the picked rows, in the order picked: the first, then by distance; ties go to the better row
     */
    public static List<double[]> of(List<double[]> rows, int count, RowDistance distance) {
        double[] nearest = new double[rows.size()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        return of(rows, count, distance, nearest);
    }

    /**
     * @param rows best first
     * @param count how many to pick, at most as many as there are
     * @param distance the distance
     * @param nearest distance of each row to the nearest of those that count as picked before, {@code +Infinity} if there are none
     * @return the picked rows, in the order picked; ties go to the better row
     */
    public static List<double[]> of(List<double[]> rows, int count, RowDistance distance, double[] nearest) {
        double[] away = nearest.clone();
        List<double[]> picked = new ArrayList<>(count);
        while (picked.size() < count) {
            int best = -1;
            for (int i = 0; i < away.length; i++) {
                if (away[i] >= 0 && (best < 0 || away[i] > away[best])) {
                    best = i;
                }
            }
            double[] row = rows.get(best);
            picked.add(row);
            away[best] = -1;
            for (int i = 0; i < away.length; i++) {
                if (away[i] > 0) {
                    away[i] = Math.min(away[i], distance.between(row, rows.get(i), away[i]));
                }
            }
        }
        return picked;
    }
}
