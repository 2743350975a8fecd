package dev.apes.generators.quality;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.Table;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What can be said of single generated rows: whether they stay within what was observed, and whether they copy. A row with a
 * continuous column passes only if it equals no real row; where all columns are discrete, equal rows are to be expected.
 * Immutable and thread-safe.
 */
public final class RowQuality {
    /** A row written with fewer digits is still a copy. */
    private static final double AS_GOOD_AS_EQUAL = 1e-9;

    private final ClosestRecords closest;
    private final boolean continuous;
    private final boolean[] numeric;
    private final double[] low;
    private final double[] high;
    private final boolean[][] seen;

    /** @param real what was learnt from, at least two rows */
    public RowQuality(Table real) {
        closest = new ClosestRecords(real);
        int width = real.schema().size();
        numeric = new boolean[width];
        low = new double[width];
        high = new double[width];
        seen = new boolean[width][];
        boolean anyContinuous = false;
        for (int c = 0; c < width; c++) {
            ColumnSchema column = real.schema().get(c);
            numeric[c] = column.type() == ColumnType.NUMERIC || column.type() == ColumnType.INTEGER;
            low[c] = Double.POSITIVE_INFINITY;
            high[c] = Double.NEGATIVE_INFINITY;
            seen[c] = new boolean[numeric[c] ? 0 : (int) column.max() + 1];
            for (double v : real.column(c)) {
                low[c] = v < low[c] ? v : low[c];
                high[c] = v > high[c] ? v : high[c];
                if (!numeric[c] && !Double.isNaN(v)) {
                    seen[c][(int) v] = true;
                }
            }
            anyContinuous |= column.type() == ColumnType.NUMERIC && high[c] > low[c];
        }
        continuous = anyContinuous;
    }

    /**
     * @param adherence share of its cells that lie within the real column's range or among its levels, in [0, 1]; a missing
     *     cell counts as within
     * @param closeness what is near it
     * @param passes whether it is no copy that a continuous column should have told apart
     */
    public record Verdict(double adherence, ClosestRecords.Closeness closeness, boolean passes) {}

    /**
     * @param row a generated row in the real table's schema
     * @return what can be said of it
     */
    public Verdict of(double[] row) {
        int within = 0;
        for (int c = 0; c < row.length; c++) {
            double v = row[c];
            within += Double.isNaN(v) || (numeric[c] ? v >= low[c] && v <= high[c] : seen[c][(int) v]) ? 1 : 0;
        }
        ClosestRecords.Closeness closeness = closest.of(row);
        return new Verdict(
                (double) within / row.length, closeness, !(continuous && closeness.distance() < AS_GOOD_AS_EQUAL));
    }

    /**
     * Rows worth keeping, best first.
     *
     * @param synthetic generated rows in the real table's schema
     * @return places of those that pass: by adherence, authentic ones first among equals, then in the order given
     */
    public int[] ranked(Table synthetic) {
        record Ranked(int place, Verdict verdict) {}
        return IntStream.range(0, synthetic.rows())
                .mapToObj(r -> new Ranked(r, of(synthetic.row(r))))
                .filter(r -> r.verdict().passes())
                .sorted(Comparator.comparingDouble((Ranked r) -> -r.verdict().adherence())
                        .thenComparing(r -> !r.verdict().closeness().authentic()))
                .mapToInt(Ranked::place)
                .toArray();
    }

    /** {@return the median distance of a real row to the nearest other real row} */
    public double usualDistance() {
        return closest.usualDistance();
    }
}
