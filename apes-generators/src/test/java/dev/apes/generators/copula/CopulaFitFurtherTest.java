package dev.apes.generators.copula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.KnownLaws;
import dev.apes.generators.table.TableSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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

    /** Ten percent more rows only update the model; what comes out is as close to all at once as makes no odds. */
    @Test
    void fewMoreRowsUpdateTheModel() throws IOException {
        Table all = KnownLaws.table(4_400, 0.1, 11);
        FittedCopula first = of(all, 0, 4_000);
        FittedCopula further = first.further(part(all, 4_000, 4_400), 1, true, Cancellation.NONE);
        FittedCopula atOnce = of(all, 0, 4_400);

        assertThat(first.full()).isTrue();
        assertThat(further.full()).isFalse();
        for (int a = 0; a < all.schema().size(); a++) {
            for (int b = 0; b < a; b++) {
                assertThat(further.model().correlation(a, b))
                        .isCloseTo(atOnce.model().correlation(a, b), within(0.01));
            }
            for (double z = -3; z <= 3; z += 0.25) {
                double value = further.model().marginal(a).orElseThrow().value(z);
                assertThat(value)
                        .as("%s at %s", all.schema().get(a).name(), z)
                        .isEqualTo(atOnce.model().marginal(a).orElseThrow().value(z));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        further.write(new DataOutputStream(bytes));
        FittedCopula loaded = FittedCopula.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        SampleRequest request = new SampleRequest(300, 5, Map.of("kind", 2.0), Cancellation.NONE);
        assertThat(loaded.model().sample(request)).isEqualTo(further.model().sample(request));
        Table more = KnownLaws.table(100, 0.1, 12);
        assertThat(loaded.further(more, 1, true, Cancellation.NONE).model().sample(request))
                .isEqualTo(further.further(more, 1, true, Cancellation.NONE)
                        .model()
                        .sample(request));
    }

    @Test
    void portionsMakeNoDifference() {
        Table all = KnownLaws.table(3_000, 0.1, 13);
        FittedCopula one = of(all, 0, 2_500).further(part(all, 2_500, 3_000), 1, true, Cancellation.NONE);
        FittedCopula many = of(all, 0, 2_500);
        for (int from = 2_500; from < 3_000; from += 100) {
            many = many.further(part(all, from, from + 100), 1, true, Cancellation.NONE);
        }
        assertThat(many.full()).isFalse();
        for (int a = 0; a < all.schema().size(); a++) {
            for (int b = 0; b < a; b++) {
                assertThat(many.model().correlation(a, b)).isCloseTo(one.model().correlation(a, b), within(1e-9));
            }
        }
    }

    @Test
    void whatChangesTheTableIsFittedAnew() {
        Table all = KnownLaws.table(5_000, 0, 14);
        FittedCopula first = of(all, 0, 3_000);
        Table holes = KnownLaws.table(300, 0.1, 15);
        int[] high =
                IntStream.range(3_000, 5_000).filter(r -> all.cell(r, 0) > 52).toArray();

        assertThat(first.further(holes, 1, true, Cancellation.NONE).full())
                .as("the first holes")
                .isTrue();
        assertThat(first.further(part(all, 3_000, 5_000), 1, true, Cancellation.NONE)
                        .full())
                .as("much more")
                .isTrue();
        assertThat(first.further(all.select(high), 1, true, Cancellation.NONE).full())
                .as("unlike the old")
                .isTrue();
        assertThat(first.further(part(all, 3_000, 3_300), 1, false, Cancellation.NONE)
                        .full())
                .as("other options")
                .isTrue();
        assertThat(first.further(part(all, 3_000, 3_300), 1, true, Cancellation.NONE)
                        .full())
                .as("more of the same")
                .isFalse();
    }

    @Test
    void rowsThatAreKeptNoMoreAreTakenOutOfTheSums() {
        Table many = KnownLaws.table(26_000, 0.05, 16);
        FittedCopula first = of(many, 0, 22_000);
        FittedCopula further = first.further(part(many, 22_000, 26_000), 3, true, Cancellation.NONE);
        FittedCopula anew = FittedCopula.of(further.summary(), true, Cancellation.NONE);

        assertThat(further.full()).isFalse();
        for (int a = 0; a < many.schema().size(); a++) {
            for (int b = 0; b < a; b++) {
                assertThat(further.model().correlation(a, b))
                        .isCloseTo(anew.model().correlation(a, b), within(0.01));
            }
        }
    }

    private static FittedCopula of(Table all, int from, int to) {
        return FittedCopula.of(TableSummary.of(part(all, from, to), 1), true, Cancellation.NONE);
    }

    private static Table part(Table all, int from, int to) {
        return all.select(IntStream.range(from, to).toArray());
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
        assertThat(hash).isEqualTo(-4_824_186_046_535_551_733L);
    }
}
