package dev.apes.generators.diversity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.copula.CopulaGenerator;
import dev.apes.generators.copula.CopulaModel;
import dev.apes.generators.table.FarthestFirst;
import dev.apes.generators.table.KnownLaws;
import dev.apes.generators.table.NearestRows;
import dev.apes.generators.table.RowDistance;
import dev.apes.generators.table.TableSummary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiversityTest {
    private static final Table DATA = KnownLaws.table(600, 0.02, 1);
    private static final RowDistance DISTANCE = new RowDistance(DATA);

    @Test
    void theGreedyChoiceByHand() {
        Table line = new Table(List.of(ColumnSchema.numeric("x", 0, 10)), new double[][] {{0, 10}});
        RowDistance distance = new RowDistance(line);
        List<double[]> rows =
                IntStream.of(4, 0, 9, 5, 10).mapToObj(x -> new double[] {x}).toList();

        // 4 first; 10 is 6 away; 0 is 4 from 4; then 9 and 5 are 1 away each, and 9 stands before 5
        assertThat(FarthestFirst.of(rows, 4, distance).stream().mapToDouble(r -> r[0]))
                .containsExactly(4.0, 10.0, 0.0, 9.0);
        // with 0 and 10 there before, 5 is the farthest; after it both 4 and 9 are 1 away, and 4 stands first
        assertThat(FarthestFirst.of(rows, 2, distance, new double[] {0.4, 0, 0.1, 0.5, 0}).stream()
                        .mapToDouble(r -> r[0]))
                .containsExactly(5.0, 4.0);
    }

    @Test
    void rowsLieFartherFromTheRealOnesAndFromEachOtherThanTheCopulasDo() {
        Table diverse = new DiversityGenerator().fit(DATA, FitContext.of(1)).sample(SampleRequest.of(300, 2));
        Table plain = new CopulaGenerator().fit(DATA, FitContext.of(1)).sample(SampleRequest.of(300, 2));

        assertThat(fromReal(diverse)).isGreaterThan(1.3 * fromReal(plain));
        assertThat(fromEachOther(diverse)).isGreaterThan(1.3 * fromEachOther(plain));
    }

    @Test
    void firstSomeRowsAndThenTheRestIsTheSameAsAllAtOnce() {
        SampleRequest request = SampleRequest.of(50, 2);
        Table first = DATA.select(IntStream.range(0, 500).toArray());
        Table rest = DATA.select(IntStream.range(500, DATA.rows()).toArray());

        assertThat(new DiversityGenerator()
                        .fit(first, FitContext.of(1))
                        .fitFurther(rest, FitContext.of(1))
                        .sample(request))
                .isEqualTo(new DiversityGenerator().fit(DATA, FitContext.of(1)).sample(request));
    }

    @Test
    void theyReachWhatRealRowsLeaveOpenSoonerThanTheCopulasDo() {
        // how far rows of the same law that nobody has seen are from the nearest real or generated one
        Table unseen = KnownLaws.table(400, 0, 77);
        Table diverse = new DiversityGenerator().fit(DATA, FitContext.of(1)).sample(SampleRequest.of(400, 2));
        Table plain = new CopulaGenerator().fit(DATA, FitContext.of(1)).sample(SampleRequest.of(400, 2));

        assertThat(worstGap(unseen, diverse)).isLessThan(worstGap(unseen, plain));
    }

    @Test
    void noRowIsLessPlausibleThanNearlyAllRealOnes() {
        CopulaModel model = CopulaModel.fit(TableSummary.of(DATA, 1), true, Cancellation.NONE);
        double[] out = IntStream.range(0, DATA.rows())
                .mapToDouble(r -> model.squaredDistance(DATA.row(r)))
                .sorted()
                .toArray();
        Table diverse = new DiversityGenerator().fit(DATA, FitContext.of(1)).sample(SampleRequest.of(500, 3));
        for (int r = 0; r < diverse.rows(); r++) {
            assertThat(model.squaredDistance(diverse.row(r))).isLessThanOrEqualTo(out[(int) (0.976 * out.length)]);
        }
    }

    private static double fromReal(Table table) {
        NearestRows real = new NearestRows(DISTANCE, rows(DATA));
        return rows(table).stream()
                .mapToDouble(r -> real.to(r, -1).first())
                .average()
                .orElseThrow();
    }

    private static double fromEachOther(Table table) {
        NearestRows own = new NearestRows(DISTANCE, rows(table));
        return IntStream.range(0, table.rows())
                .mapToDouble(r -> own.to(table.row(r), r).first())
                .average()
                .orElseThrow();
    }

    /** The largest but two percent: single rows say little. */
    private static double worstGap(Table unseen, Table table) {
        NearestRows real = new NearestRows(DISTANCE, rows(DATA));
        NearestRows own = new NearestRows(DISTANCE, rows(table));
        double[] gaps = rows(unseen).stream()
                .mapToDouble(r -> Math.min(real.to(r, -1).first(), own.to(r, -1).first()))
                .sorted()
                .toArray();
        return gaps[(int) (0.98 * gaps.length)];
    }

    private static List<double[]> rows(Table table) {
        return Arrays.stream(IntStream.range(0, table.rows()).toArray())
                .mapToObj(table::row)
                .toList();
    }
}
