package dev.apes.generators.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the two nearest of many rows exactly, without looking at most of them. Gower's distance is a metric, so the distances of
 * a row and a candidate to a few pivots bound theirs from below: |d(x, p) − d(y, p)| ≤ d(x, y) (LAESA; Micó, Oncina and Vidal,
 * 1994). Immutable and thread-safe.
 */
public final class NearestRows {
    private static final int PIVOTS = 8;

    /** What rounding may do to a sum of at most a few thousand terms in [0, 1]. */
    private static final double ROUNDING = 1e-10;

    private final RowDistance distance;
    private final List<double[]> rows;
    private final List<double[]> pivots = new ArrayList<>();
    private final double[][] toPivot;

    /**
     * @param distance the distance
     * @param rows candidates, at least one; not copied
     */
    public NearestRows(RowDistance distance, List<double[]> rows) {
        this.distance = distance;
        this.rows = List.copyOf(rows);
        int count = Math.min(PIVOTS, rows.size());
        toPivot = new double[count][rows.size()];
        double[] apart = new double[rows.size()];
        Arrays.fill(apart, Double.POSITIVE_INFINITY);
        int next = 0;
        for (int p = 0; p < count; p++) {
            pivots.add(this.rows.get(next));
            int farthest = 0;
            for (int r = 0; r < apart.length; r++) {
                toPivot[p][r] = distance.between(pivots.get(p), this.rows.get(r));
                apart[r] = Math.min(apart[r], toPivot[p][r]);
                farthest = apart[r] > apart[farthest] ? r : farthest;
            }
            next = farthest;
        }
    }

    /**
     * @param index of the nearest candidate
     * @param first its distance
     * @param second distance of the second nearest; {@code +Infinity} if there is none
     */
    public record Two(int index, double first, double second) {}

    /**
     * @param row a row
     * @param except index of a candidate to leave out, or -1
     * @return the two nearest candidates; index -1 and infinite distances if there is none. Ties go to the first
     */
    public Two to(double[] row, int except) {
        double[] bounds = bounds(row);
        int index = -1;
        double first = Double.POSITIVE_INFINITY;
        double second = Double.POSITIVE_INFINITY;
        int start = likeliest(bounds, except);
        // the likeliest first, so that the others are held against a short distance from the beginning
        for (int i = -1; i < bounds.length; i++) {
            int r = i < 0 ? start : i;
            if (r < 0 || r == except || (i == start) || bounds[r] > second + ROUNDING) {
                continue;
            }
            double d = distance.between(row, rows.get(r), second);
            if (d < first || (d == first && r < index)) {
                second = first;
                first = d;
                index = r;
            } else if (d < second) {
                second = d;
            }
        }
        return new Two(index, first, second);
    }

    private double[] bounds(double[] row) {
        double[] bounds = new double[rows.size()];
        for (int p = 0; p < toPivot.length; p++) {
            double own = distance.between(row, pivots.get(p));
            double[] theirs = toPivot[p];
            for (int r = 0; r < bounds.length; r++) {
                bounds[r] = Math.max(bounds[r], Math.abs(own - theirs[r]));
            }
        }
        return bounds;
    }

    private static int likeliest(double[] bounds, int except) {
        int best = -1;
        for (int r = 0; r < bounds.length; r++) {
            if (r != except && (best < 0 || bounds[r] < bounds[best])) {
                best = r;
            }
        }
        return best;
    }
}
