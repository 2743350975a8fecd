package dev.apes.generators.rulefocused;

import dev.apes.generators.table.RowDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Picks rows that lie far from each other: the first one given, then always the one farthest from those already picked
 * (Gonzalez, <i>Clustering to minimize the maximum intercluster distance</i>, 1985, within a factor of two of the best choice).
 */
final class DiverseChoice {
    private DiverseChoice() {}

    /**
     * @param rows best first
     * @param count how many to pick, at most as many as there are
     * @return the picked rows, in the order picked; ties go to the better row
     */
    static List<double[]> of(List<double[]> rows, int count, RowDistance distance) {
        double[] nearest = new double[rows.size()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        List<double[]> picked = new ArrayList<>(count);
        int next = 0;
        while (picked.size() < count) {
            double[] row = rows.get(next);
            picked.add(row);
            nearest[next] = -1;
            int best = -1;
            for (int i = 0; i < nearest.length; i++) {
                if (nearest[i] >= 0) {
                    nearest[i] = Math.min(nearest[i], distance.between(row, rows.get(i)));
                    if (best < 0 || nearest[i] > nearest[best]) {
                        best = i;
                    }
                }
            }
            next = best;
        }
        return picked;
    }
}
