package dev.apes.generators.copula;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.generators.table.SeededRandom;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MarginalTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    @Property(tries = 300)
    void valuesRiseWithTheScoreAndStayWithinBounds(
            @ForAll @Size(min = 1, max = 60) double[] cells, @ForAll @LongRange(min = 0, max = 99) long seed) {
        double[] finite =
                Arrays.stream(cells).map(v -> Double.isFinite(v) ? v : 1).toArray();
        ColumnSchema column = ColumnSchema.numeric("x", -Double.MAX_VALUE, Double.MAX_VALUE);
        Marginal marginal = MarginalFitter.fit(column, KeptRows.sorted(finite), new long[0], null, true)
                .orElseThrow();
        SeededRandom random = new SeededRandom(seed);
        double[] scores = new double[40];
        Arrays.setAll(scores, i -> 3 * random.nextGaussian());
        Arrays.sort(scores);
        double previous = -INF;
        for (double score : scores) {
            double value = marginal.value(score);
            assertThat(column.accepts(value)).as("%s", value).isTrue();
            assertThat(value).isGreaterThanOrEqualTo(previous);
            previous = value;
        }
    }

    @Property(tries = 300)
    void everyCellLiesInItsOwnInterval(
            @ForAll @Size(min = 1, max = 300) List<@IntRange(min = -20, max = 20) Integer> drawn,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double inside) {
        double[] cells = drawn.stream().mapToDouble(Integer::doubleValue).toArray();
        for (ColumnSchema column :
                new ColumnSchema[] {ColumnSchema.integer("i", -20, 20), ColumnSchema.numeric("x", -INF, INF)}) {
            Marginal marginal = MarginalFitter.fit(column, KeptRows.sorted(cells), new long[0], null, true)
                    .orElseThrow();
            for (double cell : cells) {
                double[] range = marginal.interval(cell);
                double low = Math.max(-8, range[0]);
                double high = Math.min(8, range[1]);
                if (high - low > 1e-6) {
                    assertThat(marginal.value(low + inside * (high - low))).isEqualTo(cell);
                }
            }
        }
    }

    @Test
    void scoresNextToTheEndOfTheLookupTableAreFound() {
        double[] cells = {1, 2, 3, 4, 5, 6, 7};
        Marginal marginal = MarginalFitter.fit(
                        ColumnSchema.numeric("x", 0, 10), KeptRows.sorted(cells), new long[0], null, true)
                .orElseThrow();
        for (double score : new double[] {Math.nextDown(4.0), 4, Math.nextUp(4.0), -4, Math.nextDown(-4.0), 8, -8}) {
            assertThat(marginal.value(score)).isBetween(0.0, 10.0);
        }
    }

    @Test
    void aValueThatRepeatsOftenKeepsItsShare() {
        SeededRandom random = new SeededRandom(2);
        double[] cells = new double[2_000];
        Arrays.setAll(cells, i -> i % 4 == 0 ? 0.5 : random.nextDouble());
        Marginal marginal = MarginalFitter.fit(
                        ColumnSchema.numeric("x", 0, 1), KeptRows.sorted(cells), new long[0], null, true)
                .orElseThrow();
        int hits = 0;
        for (int i = 0; i < 10_000; i++) {
            hits += marginal.value(random.nextGaussian()) == 0.5 ? 1 : 0;
        }
        assertThat(hits).isBetween(2_350, 2_650);
    }

    @Test
    void fewWholeNumbersLeaveRoomForThoseBetween() {
        double[] cells = {3, 9, 14, 21, 28, 40, 55};
        Marginal marginal = MarginalFitter.fit(
                        ColumnSchema.integer("i", 0, 100), KeptRows.sorted(cells), new long[0], null, true)
                .orElseThrow();
        SeededRandom random = new SeededRandom(3);
        double[] drawn = new double[500];
        Arrays.setAll(drawn, i -> marginal.value(random.nextGaussian()));

        assertThat(drawn).contains(10, 11, 12);
        assertThat(Arrays.stream(drawn)).allMatch(v -> v == Math.rint(v) && v >= 0 && v <= 100);
    }
}
