package dev.apes.generators.quality;

import dev.apes.api.generation.Table;
import dev.apes.generators.table.NearestRows;
import dev.apes.generators.table.RowDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Copy detection by distances to the nearest real row (Gower's, scaled by the real table). This finds copies; it proves no
 * privacy. Immutable and thread-safe; the first use costs a comparison of all real rows with each other.
 */
public final class ClosestRecords {
    private final NearestRows nearest;
    private final double[] ownNearest;

    /** @param real rows that must not be copied, at least two */
    public ClosestRecords(Table real) {
        if (real.rows() < 2) {
            throw new IllegalArgumentException(
                    "copy detection compares real rows with each other and needs at least 2 but got " + real.rows());
        }
        List<double[]> rows = rows(real);
        this.nearest = new NearestRows(new RowDistance(real), rows);
        this.ownNearest = new double[real.rows()];
        for (int r = 0; r < ownNearest.length; r++) {
            ownNearest[r] = nearest.to(rows.get(r), r).first();
        }
    }

    /**
     * What is near a row.
     *
     * @param distance to the nearest real row, in [0, 1]
     * @param ratio of that to the distance to the second nearest, in [0, 1]; 1 if both are 0. Near 0: it hugs one real row
     * @param authentic whether it is farther from its nearest real row than that row is from its own nearest real neighbour
     *     (Alaa and others, <i>How faithful is your synthetic data?</i>, 2022, with the comparison the right way round)
     */
    public record Closeness(double distance, double ratio, boolean authentic) {
        /** {@return whether it equals a real row} */
        public boolean copy() {
            return distance == 0;
        }
    }

    /**
     * @param row a generated row
     * @return what is near it
     */
    public Closeness of(double[] row) {
        NearestRows.Two two = nearest.to(row, -1);
        double ratio = two.second() == 0 ? 1 : two.first() / two.second();
        return new Closeness(two.first(), ratio, two.first() > ownNearest[two.index()]);
    }

    /** {@return the median distance of a real row to the nearest other real row} */
    public double usualDistance() {
        return median(ownNearest);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static List<double[]> rows(Table table) {
        List<double[]> rows = new ArrayList<>(table.rows());
        for (int r = 0; r < table.rows(); r++) {
            rows.add(table.row(r));
        }
        return rows;
    }
}
