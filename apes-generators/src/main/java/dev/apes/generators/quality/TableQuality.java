package dev.apes.generators.quality;

import dev.apes.api.generation.Table;
import java.util.OptionalDouble;

/**
 * How good a generated table is. Every share lies in [0, 1]; a figure that is undefined is empty.
 *
 * @param columnShapes mean of {@link ColumnShapes#score} over the columns for which it is defined
 * @param pairTrends mean of {@link PairTrends#score} over the pairs for which it is defined
 * @param missing mean of {@link ColumnShapes#missingSimilarity} over all columns
 * @param adherence share of cells within the real column's range or levels
 * @param copies share of rows that equal a real row
 * @param authentic share of authentic rows, see {@link ClosestRecords.Closeness}
 * @param distanceRatio median distance to the nearest real row over the median distance of a real row to the nearest other;
 *     well below 1 means hugging; empty if real rows repeat so often that the latter is 0
 */
public record TableQuality(
        OptionalDouble columnShapes,
        OptionalDouble pairTrends,
        double missing,
        double adherence,
        double copies,
        double authentic,
        OptionalDouble distanceRatio) {

    /**
     * Compares a generated table with the real one. Takes time in proportion to the product of their sizes.
     *
     * @param real what was learnt from, at least two rows
     * @param synthetic at least one row of the same schema
     * @return its quality
     */
    public static TableQuality of(Table real, Table synthetic) {
        refuseOthers(real, synthetic);
        int width = real.schema().size();
        Mean missing = new Mean();
        for (int a = 0; a < width; a++) {
            missing.add(ColumnShapes.missingSimilarity(real, synthetic, a));
        }
        RowQuality rows = new RowQuality(real);
        Mean adherence = new Mean();
        Mean copies = new Mean();
        Mean authentic = new Mean();
        double[] distances = new double[synthetic.rows()];
        for (int r = 0; r < distances.length; r++) {
            RowQuality.Verdict verdict = rows.of(synthetic.row(r));
            adherence.add(verdict.adherence());
            copies.add(verdict.closeness().copy() ? 1 : 0);
            authentic.add(verdict.closeness().authentic() ? 1 : 0);
            distances[r] = verdict.closeness().distance();
        }
        double usual = rows.usualDistance();
        return new TableQuality(
                columnShapes(real, synthetic),
                pairTrends(real, synthetic),
                missing.value().orElseThrow(),
                adherence.value().orElseThrow(),
                copies.value().orElseThrow(),
                authentic.value().orElseThrow(),
                usual > 0 ? OptionalDouble.of(ClosestRecords.median(distances) / usual) : OptionalDouble.empty());
    }

    private static void refuseOthers(Table real, Table synthetic) {
        if (!real.schema().equals(synthetic.schema()) || synthetic.rows() == 0) {
            throw new IllegalArgumentException(
                    "quality compares two tables of one schema with at least one generated row, but got " + real
                            + " and " + synthetic);
        }
    }

    private static OptionalDouble columnShapes(Table real, Table synthetic) {
        Mean shapes = new Mean();
        for (int c = 0; c < real.schema().size(); c++) {
            ColumnShapes.score(real, synthetic, c).ifPresent(shapes::add);
        }
        return shapes.value();
    }

    private static OptionalDouble pairTrends(Table real, Table synthetic) {
        Mean pairs = new Mean();
        for (int a = 0; a < real.schema().size(); a++) {
            for (int b = 0; b < a; b++) {
                PairTrends.score(real, synthetic, a, b).ifPresent(pairs::add);
            }
        }
        return pairs.value();
    }

    /** {@return the mean of {@code columnShapes} and {@code pairTrends}, SDMetrics' quality score; empty if either is} */
    public OptionalDouble overall() {
        return mean(columnShapes, pairTrends);
    }

    /**
     * {@link #overall()} alone, without the figures on copying, which take most of the time.
     *
     * @param real what was learnt from, at least two rows
     * @param synthetic at least one row of the same schema
     * @return the mean of column shapes and pair trends; empty if either is undefined
     */
    public static OptionalDouble overall(Table real, Table synthetic) {
        refuseOthers(real, synthetic);
        return mean(columnShapes(real, synthetic), pairTrends(real, synthetic));
    }

    private static OptionalDouble mean(OptionalDouble a, OptionalDouble b) {
        return a.isPresent() && b.isPresent()
                ? OptionalDouble.of((a.getAsDouble() + b.getAsDouble()) / 2)
                : OptionalDouble.empty();
    }

    private static final class Mean {
        private double sum;
        private int n;

        void add(double value) {
            sum += value;
            n++;
        }

        OptionalDouble value() {
            return n == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / n);
        }
    }
}
