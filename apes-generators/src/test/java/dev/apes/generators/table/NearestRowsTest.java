package dev.apes.generators.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.generation.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class NearestRowsTest {
    @Property(tries = 60)
    void theShortcutFindsWhatLookingAtAllFinds(
            @ForAll @LongRange(min = 0, max = 100_000) long seed, @ForAll @IntRange(min = 1, max = 80) int rows) {
        Table table = KnownLaws.table(rows, 0.15, seed);
        RowDistance distance = new RowDistance(table);
        List<double[]> candidates = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            candidates.add(table.row(r));
        }
        NearestRows nearest = new NearestRows(distance, candidates);
        Table questions = KnownLaws.table(5, 0.15, seed + 1);
        for (int q = 0; q < 5; q++) {
            check(nearest, distance, candidates, questions.row(q), -1);
            check(nearest, distance, candidates, candidates.get(q % rows), q % rows);
        }
    }

    private static void check(
            NearestRows nearest, RowDistance distance, List<double[]> candidates, double[] row, int except) {
        double first = Double.POSITIVE_INFINITY;
        double second = Double.POSITIVE_INFINITY;
        int index = -1;
        for (int r = 0; r < candidates.size(); r++) {
            double d = r == except ? Double.POSITIVE_INFINITY : distance.between(row, candidates.get(r));
            if (d < first) {
                second = first;
                first = d;
                index = r;
            } else {
                second = Math.min(second, d);
            }
        }
        assertThat(nearest.to(row, except)).isEqualTo(new NearestRows.Two(index, first, second));
    }

    @Property(tries = 100)
    void theDistanceIsAMetric(@ForAll @LongRange(min = 0, max = 100_000) long seed) {
        Table table = KnownLaws.table(12, 0.3, seed);
        RowDistance distance = new RowDistance(table.select(new int[] {0, 1, 2, 3, 4, 5}));
        double[] a = table.row(3);
        double[] b = table.row(7);
        double[] c = table.row(11);

        assertThat(distance.between(a, a)).isZero();
        assertThat(distance.between(a, b)).isEqualTo(distance.between(b, a)).isBetween(0.0, 1.0);
        assertThat(distance.between(a, c)).isLessThanOrEqualTo(distance.between(a, b) + distance.between(b, c) + 1e-12);
    }

    @Test
    void randomNumbersHaveTheirMoments() {
        SeededRandom random = new SeededRandom(3);
        int n = 100_000;
        double uniform = 0;
        double sum = 0;
        double squares = 0;
        double fourth = 0;
        int[] faces = new int[6];
        for (int i = 0; i < n; i++) {
            double g = random.nextGaussian();
            sum += g;
            squares += g * g;
            fourth += g * g * g * g;
            uniform += random.nextDouble();
            faces[random.nextInt(6)]++;
        }
        assertThat(sum / n).isBetween(-0.015, 0.015);
        assertThat(squares / n).isBetween(0.98, 1.02);
        assertThat(fourth / n).isBetween(2.85, 3.15);
        assertThat(uniform / n).isBetween(0.495, 0.505);
        assertThat(Arrays.stream(faces)).allMatch(f -> f > 16_000 && f < 17_400);
        assertThat(new SeededRandom(0).nextLong()).isNotEqualTo(new SeededRandom(1).nextLong());
    }
}
