package dev.apes.generators.hybrid;

import dev.apes.api.generation.Table;
import dev.apes.generators.quality.RowVariety;
import dev.apes.generators.quality.TableQuality;
import dev.apes.generators.quality.Utility;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Judges a method by the rows it gives: their quality beside the rows it learnt from, what they are worth as training data for rows
 * it has not seen, and how far apart they are. Immutable.
 */
final class Earnings {
    private static final int MOST_TARGETS = 2;

    private final Table learnt;
    private final Table unseen;
    /** The first columns that can be predicted from the others. */
    private final List<Integer> targets = new ArrayList<>();

    /**
     * What a batch has earned.
     *
     * @param score the mean of quality and utility, or the one that is defined; 0 if neither is
     * @param diversity median distance of rows to the nearest other over that of real rows, at most 1
     */
    record Earned(double score, double diversity) {}

    Earnings(Table learnt, Table unseen) {
        this.learnt = learnt;
        this.unseen = unseen;
        for (int t = 0; t < learnt.schema().size() && targets.size() < MOST_TARGETS; t++) {
            if (Utility.of(learnt, unseen, learnt, t).ratio().isPresent()) {
                targets.add(t);
            }
        }
    }

    Earned of(Table batch) {
        OptionalDouble quality = TableQuality.overall(learnt, batch);
        OptionalDouble utility = targets.stream()
                .map(t -> Utility.of(learnt, unseen, batch, t).ratio())
                .filter(OptionalDouble::isPresent)
                .mapToDouble(r -> Math.min(1, r.getAsDouble()))
                .average();
        double score = DoubleStream.concat(quality.stream(), utility.stream())
                .average()
                .orElse(0);
        return new Earned(score, Math.min(1, RowVariety.ratio(learnt, batch).orElse(1)));
    }

    /** {@return every fifth row, or all the others} */
    static int[] fifth(int rows, boolean held) {
        return IntStream.range(0, rows).filter(r -> (r % 5 == 4) == held).toArray();
    }
}
