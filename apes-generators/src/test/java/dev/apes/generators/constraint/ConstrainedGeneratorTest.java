package dev.apes.generators.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.Cancellation;
import dev.apes.api.error.PluginException;
import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.api.generation.TableConstraint;
import dev.apes.generators.copula.CopulaGenerator;
import dev.apes.generators.quality.TableQuality;
import dev.apes.generators.table.SeededRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConstrainedGeneratorTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    /** Start before end, net plus tax is gross, a town lies in one country. */
    private static final Table DATA = data(1_500);

    private static final List<TableConstraint> CONSTRAINTS = List.of(
            new TableConstraint.Order("start", "end", false),
            new TableConstraint.Sum(List.of("net", "tax"), "gross"),
            TableConstraint.Combinations.observedIn(DATA, List.of("town", "country")));

    private static Table data(int rows) {
        SeededRandom random = new SeededRandom(7);
        double[][] cells = new double[7][rows];
        for (int r = 0; r < rows; r++) {
            double z = random.nextGaussian();
            cells[0][r] = Math.rint(1000 + 100 * z);
            cells[1][r] = cells[0][r] + Math.floor(-20 * StrictMath.log(1 - random.nextDouble()));
            cells[2][r] = Math.rint(100 * StrictMath.exp(3 + 0.5 * z)) / 100;
            cells[3][r] = Math.rint(19 * cells[2][r]) / 100;
            cells[4][r] = Math.rint(100 * (cells[2][r] + cells[3][r])) / 100;
            cells[5][r] = random.nextInt(6);
            cells[6][r] = Math.floor(cells[5][r] / 2);
        }
        return new Table(
                List.of(
                        ColumnSchema.integer("start", -INF, INF),
                        ColumnSchema.integer("end", -INF, INF),
                        ColumnSchema.numeric("net", 0, INF),
                        ColumnSchema.numeric("tax", 0, INF),
                        ColumnSchema.numeric("gross", 0, INF),
                        ColumnSchema.categorical("town", List.of("a", "b", "c", "d", "e", "f")),
                        ColumnSchema.categorical("country", List.of("x", "y", "z"))),
                cells);
    }

    private static ConstrainedSynthesizer fit(TableConstraint... constraints) {
        return new ConstrainedGenerator(new CopulaGenerator(), List.of(constraints)).fit(DATA, FitContext.of(1));
    }

    @Test
    void reshapingCostsNoDrawsAndLittleQuality() {
        ConstrainedGenerator generator = new ConstrainedGenerator(new CopulaGenerator(), CONSTRAINTS);
        ConstrainedSynthesizer.Draw draw = generator.fit(DATA, FitContext.of(1)).draw(SampleRequest.of(1_500, 2));

        assertThat(generator.explain(DATA).values())
                .containsExactly("by differences", "by adding up", "by one category for all");
        assertThat(draw.drawn()).isEqualTo(1_500);
        assertThat(draw.acceptance()).isEqualTo(1);
        assertThat(TableQuality.of(DATA, draw.table()).overall().orElseThrow()).isGreaterThan(0.95);
        // without the constraint a copula draws towns in countries where they are not
        Table unconstrained = new CopulaGenerator().fit(DATA, FitContext.of(1)).sample(SampleRequest.of(1_500, 2));
        long broken = IntStream.range(0, 1_500)
                .filter(r -> !CONSTRAINTS.get(2).on(DATA.schema()).test(unconstrained.row(r)))
                .count();
        assertThat(broken).isPositive();
    }

    /** Of rows whose start and town are both even or both odd, a copula learns neither, so it meets that half of the time. */
    @Test
    void acceptanceIsReported() {
        TableConstraint parity = new TableConstraint.Custom("parity", row -> row[0] % 2 == row[5] % 2);
        Table meeting = DATA.select(IntStream.range(0, DATA.rows())
                .filter(r -> DATA.cell(r, 0) % 2 == DATA.cell(r, 5) % 2)
                .toArray());
        ConstrainedSynthesizer.Draw draw = new ConstrainedGenerator(new CopulaGenerator(), List.of(parity))
                .fit(meeting, FitContext.of(1))
                .draw(SampleRequest.of(500, 3));

        assertThat(draw.table().rows()).isEqualTo(500);
        assertThat(draw.acceptance()).isCloseTo(0.5, within(0.08));
        for (int r = 0; r < 500; r++) {
            assertThat(draw.table().cell(r, 0) % 2).isEqualTo(draw.table().cell(r, 5) % 2);
        }
    }

    @Test
    void drawingAgainEnds() {
        TableConstraint never = new TableConstraint.Custom("start of the year 9000", row -> row[0] < 5000);
        ConstrainedSynthesizer impossible = fit(never);
        SampleRequest request = new SampleRequest(5, 1, Map.of("start", 9000.0), Cancellation.NONE);

        assertThatThrownBy(() -> impossible.draw(request))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("0 of 5 rows")
                .hasMessageContaining("start of the year 9000");
    }

    @Test
    void rowsThatBreakAConstraintAreRefused() {
        assertThatThrownBy(() -> fit(new TableConstraint.Order("end", "start", false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("end <= start")
                .hasMessageContaining("first by row");
    }

    @Test
    void contradictionsAreRefused() {
        ConstrainedSynthesizer fitted =
                new ConstrainedGenerator(new CopulaGenerator(), CONSTRAINTS).fit(DATA, FitContext.of(1));

        assertRefused(fitted, Map.of("start", 900.0, "end", 800.0), "no value for");
        assertRefused(fitted, Map.of("net", 10.0, "gross", 9.0), "no value for");
        assertRefused(fitted, Map.of("town", 0.0, "country", 2.0), "no allowed combination");
        assertThatThrownBy(() -> fit(new TableConstraint.Sum(List.of("net", "town"), "gross")))
                .hasMessageContaining("'town' is CATEGORICAL");
    }

    private static void assertRefused(ConstrainedSynthesizer fitted, Map<String, Double> conditions, String why) {
        assertThatThrownBy(() -> fitted.sample(new SampleRequest(3, 1, conditions, Cancellation.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    /** A country's towns are equally frequent in the data, so they are under the condition. */
    @Test
    void combinationsUnderAConditionKeepTheirShares() {
        ConstrainedSynthesizer fitted =
                new ConstrainedGenerator(new CopulaGenerator(), CONSTRAINTS).fit(DATA, FitContext.of(1));
        Table sample = fitted.sample(new SampleRequest(1_000, 4, Map.of("country", 1.0), Cancellation.NONE));

        assertThat(sample.column(6)).containsOnly(1);
        assertThat(Arrays.stream(sample.column(5)).filter(v -> v == 2).count() / 1_000.0)
                .isCloseTo(0.5, within(0.06));
        assertThat(sample.column(5)).containsOnly(2, 3);
    }

    /** A late end goes with a late start, though the end itself is not a column that the copula knows. */
    @Test
    void aConditionOnTheUpperOneMovesTheLowerOne() {
        ConstrainedSynthesizer fitted =
                new ConstrainedGenerator(new CopulaGenerator(), CONSTRAINTS).fit(DATA, FitContext.of(1));
        Table late = fitted.sample(new SampleRequest(200, 5, Map.of("end", 1150.0), Cancellation.NONE));

        assertThat(late.column(1)).containsOnly(1150);
        assertThat(Arrays.stream(late.column(0)).average().orElseThrow()).isBetween(1100.0, 1150.0);
    }

    @Test
    void otherConstraintsDoNotLoad() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ConstrainedGenerator(new CopulaGenerator(), CONSTRAINTS)
                .fit(DATA, FitContext.of(1))
                .save(out);
        ConstrainedGenerator other = new ConstrainedGenerator(new CopulaGenerator(), CONSTRAINTS.subList(0, 2));

        assertThatThrownBy(() -> other.load(new ByteArrayInputStream(out.toByteArray())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other constraints");
    }
}
