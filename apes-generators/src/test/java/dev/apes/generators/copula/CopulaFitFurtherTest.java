package dev.apes.generators.copula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.KnownLaws;
import dev.apes.generators.table.TableSummary;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CopulaFitFurtherTest {
    private static final Table ALL = KnownLaws.table(1_000, 0.1, 1);

    @Test
    void firstSomeAndThenTheRestIsTheSameAsAllAtOnce() {
        Table first = ALL.select(IntStream.range(0, 600).toArray());
        Table rest = ALL.select(IntStream.range(600, 1_000).toArray());
        SampleRequest request = SampleRequest.of(200, 5);

        assertThat(new CopulaGenerator()
                        .fit(first, FitContext.of(1))
                        .fitFurther(rest, FitContext.of(2))
                        .sample(request))
                .isEqualTo(new CopulaGenerator().fit(ALL, FitContext.of(9)).sample(request));
    }

    @Test
    void newRowsMoveTheModel() {
        Table zeros = ALL.select(
                IntStream.range(0, 1_000).filter(r -> ALL.cell(r, 6) == 0).toArray());
        Table ones = ALL.select(
                IntStream.range(0, 1_000).filter(r -> ALL.cell(r, 6) == 1).toArray());
        Table sample = new CopulaGenerator()
                .fit(zeros, FitContext.of(1))
                .fitFurther(ones, FitContext.of(1))
                .sample(SampleRequest.of(5_000, 2));
        double share = (double) ones.rows() / (ones.rows() + zeros.rows());

        assertThat(Arrays.stream(sample.column(6)).average().orElseThrow()).isCloseTo(share, within(0.03));
    }

    @Test
    void aSummaryOfManyRowsKeepsAUniformSampleAndExactCounts() {
        Table many = KnownLaws.table(30_000, 0.1, 3);
        TableSummary summary = TableSummary.of(many, 7).plus(KnownLaws.table(15_000, 0.1, 4), 8);
        long seen = IntStream.range(0, 30_000).filter(r -> many.cell(r, 6) == 1).count();

        assertThat(summary.rows()).isEqualTo(TableSummary.CAPACITY);
        assertThat(summary.total()).isEqualTo(45_000);
        assertThat(TableSummary.of(many, 7).levels(6)[1]).isEqualTo(seen);
        assertThat(summary.missingShare(0)).isCloseTo(0.1, within(0.005));
        assertThat(KnownLaws.kolmogorovSmirnov(summary.kept(0), many.column(0))).isLessThan(0.02);
        double[] kept = TableSummary.of(many, 7).kept(0);
        long fromTheFirstHalf = IntStream.range(0, kept.length)
                .filter(r -> Double.doubleToLongBits(kept[r]) == Double.doubleToLongBits(many.cell(r, 0)))
                .count();
        // a row among the first 20,000 stays in place with probability 2/3
        assertThat(fromTheFirstHalf / 20_000.0).isCloseTo(2.0 / 3, within(0.15));
    }

    /** The numbers were computed once; they change only with the method, never with the JVM, and then the format version goes up. */
    @Test
    void rowsAreTheSameOnEveryJvm() {
        Table sample = new CopulaGenerator()
                .fit(ALL, FitContext.of(1))
                .sample(new SampleRequest(500, 3, Map.of("kind", 1.0), Cancellation.NONE));
        long hash = 7;
        for (int c = 0; c < sample.schema().size(); c++) {
            for (double v : sample.column(c)) {
                hash = 31 * hash + Double.doubleToLongBits(v);
            }
        }
        assertThat(hash).isEqualTo(4_680_132_940_076_205_593L);
    }
}
