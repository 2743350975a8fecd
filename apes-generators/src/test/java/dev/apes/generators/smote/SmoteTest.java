package dev.apes.generators.smote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import dev.apes.generators.copula.CopulaGenerator;
import dev.apes.generators.quality.TableQuality;
import dev.apes.generators.table.KnownLaws;
import dev.apes.generators.table.TableSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SmoteTest {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final List<ColumnSchema> MIXED = List.of(
            ColumnSchema.numeric("x", -INF, INF),
            ColumnSchema.integer("i", 0, 100),
            ColumnSchema.categorical("k", List.of("a", "b")));

    @Test
    void distancesByHand() {
        // x: 0 2 4, mean 2, variance (4 + 0 + 4) / 3; i: 10 10 40, mean 20, variance (100 + 100 + 400) / 3 = 200
        Table data = new Table(MIXED, new double[][] {{0, 2, 4}, {10, 10, 40}, {0, 1, NAN}});
        ScaledRows rows = new ScaledRows(TableSummary.of(data, 1));

        // (2² / (8/3)) + 0 + 1
        assertThat(rows.squaredDistance(0, 1, INF)).isCloseTo(2.5, within(1e-6));
        // 2² / (8/3) + 30² / 200 + 1 for the level missing on one side
        assertThat(rows.squaredDistance(1, 2, INF)).isCloseTo(7, within(1e-5));
        assertThat(rows.nearest(2, new int[] {0, 1, 2}, 5, true)).containsExactly(1, 0);
        assertThat(rows.nearest(2, new int[] {0, 1, 2}, 1, true)).containsExactly(1);
    }

    @Test
    void everyRowLiesBetweenARowAndOneOfItsNeighbours() {
        // two clusters of three; with two neighbours nobody looks across
        Table data =
                new Table(MIXED, new double[][] {{0, 1, 2, 50, 51, 52}, {0, 1, 2, 90, 91, 92}, {0, 0, 0, 1, 1, 1}});
        Table sample = fit(data, Map.of("neighbours", "2")).sample(SampleRequest.of(500, 1));
        for (int r = 0; r < sample.rows(); r++) {
            boolean low = sample.cell(r, 0) < 10;
            assertThat(sample.cell(r, 0)).isBetween(low ? 0.0 : 50, low ? 2.0 : 52);
            // i = x in the first, x + 40 in the second, rounded
            assertThat(sample.cell(r, 1)).isEqualTo(Math.rint(sample.cell(r, 0) + (low ? 0 : 40)));
            assertThat(sample.cell(r, 2)).isEqualTo(low ? 0 : 1);
        }
    }

    @Test
    void missingValuesAndRareLevelsKeepTheirShareAndTheVoteDrivesThemOut() {
        Table data = KnownLaws.table(1_500, 0.2, 3);
        Table chosen = fit(data, Map.of()).sample(SampleRequest.of(6_000, 1));
        Table voted = fit(data, Map.of("categories", "vote")).sample(SampleRequest.of(6_000, 1));
        for (int c = 0; c < data.schema().size(); c++) {
            assertThat(missing(chosen, c)).isCloseTo(0.2, within(0.035));
        }
        double rare = mean(data.column(7));
        assertThat(mean(chosen.column(7))).isCloseTo(rare, within(0.02));
        assertThat(mean(voted.column(7))).isLessThan(0.8 * rare);
    }

    @Test
    void drawsUnderAConditionOnRowsThatMeetItAndKeepsWhatTheyShare() {
        Table data = KnownLaws.table(2_000, 0, 4);
        Synthesizer smote = fit(data, Map.of());
        Table rare = smote.sample(new SampleRequest(2_000, 1, Map.of("rare", 1.0), Cancellation.NONE));
        int[] real = IntStream.range(0, data.rows())
                .filter(r -> data.cell(r, 7) == 1)
                .toArray();
        assertThat(mean(rare.column(0))).isCloseTo(mean(data.select(real).column(0)), within(1.0));

        // a number met by no row: those near it. normal = 50 + 7 z, share falls with -0.6 z
        Table far = smote.sample(new SampleRequest(500, 1, Map.of("normal", 64.123), Cancellation.NONE));
        assertThat(mean(far.column(2))).isBetween(0.15, 0.32);
    }

    @Test
    void copiesMoreThanTheCopula() {
        Table data = KnownLaws.table(600, 0, 5);
        TableQuality smote = TableQuality.of(data, fit(data, Map.of()).sample(SampleRequest.of(600, 1)));
        TableQuality copula = TableQuality.of(
                data, new CopulaGenerator().fit(data, FitContext.of(1)).sample(SampleRequest.of(600, 1)));

        assertThat(smote.authentic()).isLessThan(copula.authentic() - 0.15);
        assertThat(smote.distanceRatio().getAsDouble())
                .isLessThan(0.75 * copula.distanceRatio().getAsDouble());
        assertThat(smote.overall().getAsDouble()).isGreaterThan(0.93);
    }

    @Test
    void firstSomeAndThenTheRestIsTheSameAsAllAtOnce() {
        Table all = KnownLaws.table(500, 0.1, 6);
        Table first = all.select(IntStream.range(0, 450).toArray());
        Table rest = all.select(IntStream.range(450, 500).toArray());
        SampleRequest request = SampleRequest.of(100, 2);

        assertThat(fit(first, Map.of("neighbours", "3"))
                        .fitFurther(rest, FitContext.of(8))
                        .sample(request))
                .isEqualTo(fit(all, Map.of("neighbours", "3")).sample(request));
    }

    @Property(tries = 40)
    void whatIsRememberedNeverChangesARow(@ForAll @LongRange(min = 0, max = 10_000) long seed) throws IOException {
        Table data = KnownLaws.table(60, 0.1, seed);
        Synthesizer used = fit(data, Map.of());
        used.sample(SampleRequest.of(40, seed + 1));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        used.save(bytes);
        Synthesizer fresh = new SmoteGenerator().load(new ByteArrayInputStream(bytes.toByteArray()));

        assertThat(fresh.sample(SampleRequest.of(40, seed))).isEqualTo(used.sample(SampleRequest.of(40, seed)));
    }

    @Test
    void refusesOptionsOutOfRange() {
        Table data = KnownLaws.table(20, 0, 1);
        assertThatThrownBy(() -> fit(data, Map.of("neighbours", "0"))).hasMessageContaining("1.0 to 100.0");
        assertThatThrownBy(() -> fit(data, Map.of("categories", "mean"))).hasMessageContaining("[choice, vote]");
    }

    private static Synthesizer fit(Table data, Map<String, String> options) {
        return new SmoteGenerator().fit(data, new FitContext(1, Optional.empty(), options, Cancellation.NONE));
    }

    private static double missing(Table table, int column) {
        return Arrays.stream(table.column(column)).filter(Double::isNaN).count() / (double) table.rows();
    }

    private static double mean(double[] cells) {
        return Arrays.stream(cells).filter(v -> !Double.isNaN(v)).average().orElseThrow();
    }
}
