package dev.apes.generators.hybrid;

import dev.apes.api.generation.Table;
import dev.apes.generators.quality.RowVariety;
import dev.apes.generators.quality.TableQuality;
import dev.apes.generators.quality.Utility;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Judges a method by the rows it gives: their quality beside the rows it learnt from, what they are worth as training data for rows
 * it has not seen, and how far apart they are. Immutable.
 */
final class Earnings {
    private static final int MOST_TARGETS = 4;

    /** Of the skill with the best target, what another must have: where there is little to predict a ratio is mostly noise. */
    private static final double LEAST_SHARE = 0.5;

    /** What lies farther out is drawn in, for the squares of few far cells would decide all. */
    private static final double TAIL = 0.025;

    /** How many columns are tried as targets, spread over the table. */
    private static final int MOST_TRIED = 20;

    private final Table learnt;
    private final double[][] limits;
    private final Table inner;
    private final Table unseen;
    private final List<Target> targets;

    /**
     * A column to predict.
     *
     * @param column from 0
     * @param real skill of trees trained on the rows learnt from
     */
    private record Target(int column, double real) {}

    /**
     * What a batch has earned.
     *
     * @param quality mean of column shapes and pair trends; empty if undefined
     * @param utility skill of trees trained on the batch, over that of trees trained on real rows, both summed over the targets; empty
     *     if nothing can be predicted
     * @param diversity median distance of rows to the nearest other over that of real rows, at most 1
     */
    record Earned(OptionalDouble quality, OptionalDouble utility, double diversity) {}

    Earnings(Table learnt, Table unseen) {
        this.learnt = learnt;
        this.limits = limits(learnt);
        this.inner = drawnIn(learnt);
        this.unseen = drawnIn(unseen);
        int columns = learnt.schema().size();
        int tried = Math.min(MOST_TRIED, columns);
        List<Target> all = IntStream.range(0, tried)
                .map(i -> (int) ((long) i * columns / tried))
                .mapToObj(c -> new Target(
                        c, Utility.skill(inner, inner, this.unseen, c).orElse(0)))
                .filter(t -> t.real() >= Utility.LEAST_SKILL)
                .sorted(Comparator.comparingDouble(Target::real).reversed())
                .limit(MOST_TARGETS)
                .toList();
        this.targets = all.stream()
                .filter(t -> t.real() >= LEAST_SHARE * all.get(0).real())
                .toList();
    }

    /** For each column the least and the greatest value that is left as it is. */
    private static double[][] limits(Table table) {
        double[][] limits = new double[table.schema().size()][];
        for (int c = 0; c < limits.length; c++) {
            double[] sorted = Arrays.stream(table.column(c))
                    .filter(v -> !Double.isNaN(v))
                    .sorted()
                    .toArray();
            boolean number = table.schema().get(c).levels().isEmpty() && sorted.length > 0;
            int tail = (int) (TAIL * (sorted.length - 1));
            limits[c] = number
                    ? new double[] {sorted[tail], sorted[sorted.length - 1 - tail]}
                    : new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        }
        return limits;
    }

    private Table drawnIn(Table table) {
        double[][] cells = new double[limits.length][];
        for (int c = 0; c < cells.length; c++) {
            double[] limit = limits[c];
            // a missing value stays missing
            cells[c] = Arrays.stream(table.column(c))
                    .map(v -> Math.max(limit[0], Math.min(limit[1], v)))
                    .toArray();
        }
        return new Table(table.schema(), cells);
    }

    Earned of(Table batch) {
        Table drawnIn = drawnIn(batch);
        double real = targets.stream().mapToDouble(Target::real).sum();
        double synthetic = targets.stream()
                .mapToDouble(t -> Math.max(
                        0, Utility.skill(drawnIn, inner, unseen, t.column()).orElse(0)))
                .sum();
        return new Earned(
                TableQuality.overall(learnt, batch),
                targets.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(synthetic / real),
                Math.min(1, RowVariety.ratio(learnt, batch).orElse(1)));
    }

    /** {@return every fifth row, or all the others} */
    static int[] fifth(int rows, boolean held) {
        return IntStream.range(0, rows).filter(r -> (r % 5 == 4) == held).toArray();
    }
}
