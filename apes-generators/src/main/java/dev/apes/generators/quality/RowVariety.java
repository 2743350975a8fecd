package dev.apes.generators.quality;

import dev.apes.api.generation.Table;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** How far apart generated rows lie from each other. */
public final class RowVariety {
    private RowVariety() {}

    /**
     * The median distance of a generated row to the nearest other, over the same of as many real rows; distances are Gower's with
     * the real table's ranges. 1 is as far apart as real rows, less means that rows crowd.
     *
     * @param real rows; of more than there are generated ones, the first
     * @param synthetic rows of the same schema; of more than there are real ones, the first
     * @return the ratio; empty with fewer than two rows on a side, or if most real rows have an equal one
     */
    public static OptionalDouble ratio(Table real, Table synthetic) {
        int rows = Math.min(real.rows(), synthetic.rows());
        if (rows < 2) {
            return OptionalDouble.empty();
        }
        return ratio(first(real, rows), first(synthetic, rows), real);
    }

    /** The same of as many rows on both sides, at least two, with the ranges of a third table. */
    static OptionalDouble ratio(Table real, Table synthetic, Table reference) {
        double among = ClosestRecords.median(TableCounts.nearestOthers(real, reference));
        double between = ClosestRecords.median(TableCounts.nearestOthers(synthetic, reference));
        return among > 0 ? OptionalDouble.of(between / among) : OptionalDouble.empty();
    }

    private static Table first(Table table, int rows) {
        return rows == table.rows()
                ? table
                : table.select(IntStream.range(0, rows).toArray());
    }
}
