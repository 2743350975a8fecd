package dev.apes.generators.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.copula.CopulaGenerator;
import dev.apes.generators.table.KnownLaws;
import dev.apes.generators.table.SeededRandom;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against figures computed by hand. */
class QualityTest {
    private static final Offset<Double> EXACTLY = within(1e-9);
    private static final double NAN = Double.NaN;
    private static final List<ColumnSchema> SCHEMA = List.of(
            ColumnSchema.numeric("x", 0, 100),
            ColumnSchema.numeric("y", 0, 100),
            ColumnSchema.categorical("k", List.of("a", "b", "c")));

    private static final Table REAL =
            new Table(SCHEMA, new double[][] {{0, 10, 20, 30, 40}, {5, 5, 10, NAN, 20}, {0, 0, 1, 1, 2}});
    private static final Table FAKE = new Table(SCHEMA, new double[][] {{0, 15, 30, 50}, {20, 10, 5, 0}, {0, 1, 1, 1}});

    @Test
    void numbersByKolmogorovSmirnov() {
        // F - G at 0: 1/5 - 1/4, 10: 2/5 - 1/4, 15: 2/5 - 2/4, 20: 3/5 - 2/4, 30: 4/5 - 3/4, 40: 1 - 3/4
        assertThat(ColumnShapes.score(REAL, FAKE, 0)).hasValueCloseTo(0.75, EXACTLY);
        // without the missing cell: at 0: 0 - 1/4, 5: 2/4 - 2/4, 10: 3/4 - 3/4, 20: 1 - 1
        assertThat(ColumnShapes.score(REAL, FAKE, 1)).hasValueCloseTo(0.75, EXACTLY);
    }

    @Test
    void categoriesByTotalVariation() {
        // |2/5 - 1/4| + |2/5 - 3/4| + |1/5 - 0| = 0.15 + 0.35 + 0.2, halved
        assertThat(ColumnShapes.score(REAL, FAKE, 2)).hasValueCloseTo(0.65, EXACTLY);
        assertThat(ColumnShapes.missingSimilarity(REAL, FAKE, 1)).isCloseTo(0.8, EXACTLY);
    }

    @Test
    void twoNumbersByTheirCorrelations() {
        // real, complete rows: x 0 10 20 40, y 5 5 10 20: deviations -17.5 -7.5 2.5 22.5 and -5 -5 0 10
        double real = (87.5 + 37.5 + 0 + 225) / Math.sqrt(875.0 * 150);
        // fake: x deviations -23.75 -8.75 6.25 26.25, y 11.25 1.25 -3.75 -8.75
        double fake = (-267.1875 - 10.9375 - 23.4375 - 229.6875) / Math.sqrt(1368.75 * 218.75);
        assertThat(PairTrends.score(REAL, FAKE, 0, 1)).hasValueCloseTo(1 - (real - fake) / 2, EXACTLY);
    }

    @Test
    void mixedPairsByContingencyWithRealEdges() {
        // x is cut at 0 4 8 … 40. real cells (bin, level): (0,a) (2,a) (5,b) (7,b) (9,c), each 1/5
        // fake: (0,a) (3,b) (7,b) and 50 falls into the last bin: (9,b), each 1/4
        double half = (0.05 + 0.2 + 0.2 + 0.05 + 0.2 + 0.25 + 0.25) / 2;
        assertThat(PairTrends.score(REAL, FAKE, 0, 2)).hasValueCloseTo(1 - half, EXACTLY);
    }

    @Test
    void closestRecordByGower() {
        // ranges of x and y are 40 and 15
        ClosestRecords closest = new ClosestRecords(REAL);
        ClosestRecords.Closeness near = closest.of(new double[] {14, 8, 1});
        // to row 0: 14/40 + 3/15 + 1; row 1: 4/40 + 3/15 + 1; row 2: 6/40 + 2/15 + 0; row 3: 16/40 + 1 + 0; row 4: more
        double nearest = (0.15 + 2.0 / 15) / 3;
        assertThat(near.distance()).isCloseTo(nearest, EXACTLY);
        assertThat(near.ratio()).isCloseTo((0.15 + 2.0 / 15) / 1.3, EXACTLY);
        // row 2 is nearest to row 3: 10/40 + 1 + 0 and to row 1: 10/40 + 5/15 + 1; 1.25/3 is the smaller
        assertThat(near.authentic()).isFalse();
        // 2/3 from row 0, whose nearest is 0.25/3 away
        assertThat(closest.of(new double[] {100, 100, 0}).authentic()).isTrue();
        // nearest others of rows 0 to 4: row 1: .25 | row 0: .25 | row 3: 1.25 | row 2: 1.25 | row 2: .5 + 10/15 + 1
        assertThat(closest.usualDistance()).isCloseTo(1.25 / 3, EXACTLY);
        assertThat(closest.of(new double[] {30, NAN, 1}).copy()).isTrue();
    }

    @Test
    void rowsAreJudgedOneByOne() {
        RowQuality rows = new RowQuality(REAL);
        RowQuality.Verdict outside = rows.of(new double[] {50, 3, 2});
        assertThat(outside.adherence()).isCloseTo(1.0 / 3, EXACTLY);
        assertThat(outside.passes()).isTrue();
        assertThat(rows.of(new double[] {20, 10, 1}).passes()).as("a copy").isFalse();
        assertThat(rows.of(new double[] {20, NAN, 1}).adherence()).isEqualTo(1);

        Table discrete = new Table(List.of(ColumnSchema.bool("b")), new double[][] {{0, 1, 1}});
        assertThat(new RowQuality(discrete).of(new double[] {1}).passes()).isTrue();
    }

    @Test
    void theTableInSum() {
        TableQuality quality = TableQuality.of(REAL, FAKE);

        assertThat(quality.columnShapes()).hasValueCloseTo((0.75 + 0.75 + 0.65) / 3, EXACTLY);
        assertThat(quality.missing()).isCloseTo(2.8 / 3, EXACTLY);
        // x = 50 and y = 0 lie outside
        assertThat(quality.adherence()).isCloseTo(10.0 / 12, EXACTLY);
        assertThat(quality.copies()).isZero();
        assertThat(quality.overall().getAsDouble())
                .isCloseTo(
                        (quality.columnShapes().getAsDouble()
                                        + quality.pairTrends().getAsDouble())
                                / 2,
                        EXACTLY);
    }

    @Test
    void theRealTableItselfIsAllCopies() {
        TableQuality quality = TableQuality.of(REAL, REAL);

        assertThat(quality.overall()).hasValueCloseTo(1.0, EXACTLY);
        assertThat(quality.copies()).isEqualTo(1);
        assertThat(quality.authentic()).isZero();
        assertThat(quality.distanceRatio()).hasValueCloseTo(0.0, EXACTLY);
    }

    @Test
    void whatIsUndefinedIsEmpty() {
        List<ColumnSchema> two = List.of(ColumnSchema.numeric("c", 0, 9), ColumnSchema.numeric("m", 0, 9));
        Table real = new Table(two, new double[][] {{4, 4, 4}, {NAN, NAN, NAN}});

        assertThat(ColumnShapes.score(real, real, 1)).isEmpty();
        assertThat(PairTrends.score(real, real, 0, 1)).isEmpty();
        assertThat(TableQuality.of(real, real).pairTrends()).isEmpty();
        assertThat(TableQuality.of(real, real).overall()).isEmpty();
        assertThat(TableQuality.of(real, real).distanceRatio()).isEmpty();
        assertThatThrownBy(() -> TableQuality.of(REAL, real)).hasMessageContaining("one schema");
        assertThatThrownBy(() -> new ClosestRecords(REAL.select(new int[] {0}))).hasMessageContaining("at least 2");
    }

    @Test
    void copulaRowsAreGoodAndNoCopiesAndShuffledColumnsAreNot() {
        Table data = KnownLaws.table(1_000, 0.02, 1);
        Table sample = new CopulaGenerator().fit(data, FitContext.of(1)).sample(SampleRequest.of(1_000, 2));
        TableQuality copula = TableQuality.of(data, sample);
        TableQuality shuffled = TableQuality.of(data, shuffledColumns(data));

        assertThat(copula.columnShapes().getAsDouble()).isGreaterThan(0.95);
        assertThat(copula.pairTrends().getAsDouble()).isGreaterThan(0.9);
        assertThat(copula.copies()).isZero();
        assertThat(copula.distanceRatio().getAsDouble()).isBetween(0.8, 1.3);
        assertThat(shuffled.columnShapes()).hasValueCloseTo(1.0, EXACTLY);
        assertThat(shuffled.pairTrends().getAsDouble())
                .isLessThan(copula.pairTrends().getAsDouble() - 0.05);
    }

    private static Table shuffledColumns(Table table) {
        double[][] columns = new double[table.schema().size()][];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = table.column(c);
            SeededRandom random = new SeededRandom(c);
            for (int i = columns[c].length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                double kept = columns[c][i];
                columns[c][i] = columns[c][j];
                columns[c][j] = kept;
            }
        }
        return new Table(table.schema(), Arrays.copyOf(columns, columns.length));
    }
}
