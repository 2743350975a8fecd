package dev.apes.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.Cancellation;
import dev.apes.api.error.CancelledException;
import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.RowScorer;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SyntheticGenerator} must do: as many rows as asked for, in the table's schema, a function of the seed, under
 * conditions that hold exactly; saving, loading and fitting further as promised.
 */
public abstract class SyntheticGeneratorContract {
    private static final Table DATA = TableFixtures.mixed(200, 0.05, 1);

    /** Called by JUnit. */
    protected SyntheticGeneratorContract() {}

    /** {@return a new instance of the generator under test} */
    protected abstract SyntheticGenerator createGenerator();

    /**
     * The context to fit with. Targeted methods get a focus; override it to set options.
     *
     * @param seed of every random choice
     * @return the context
     */
    protected FitContext context(long seed) {
        RowScorer wantsLongLaw = rows -> {
            double[] scores = new double[rows.rows()];
            for (int r = 0; r < scores.length; r++) {
                double words = rows.cell(r, 2);
                scores[r] = (Double.isNaN(words) ? 0 : words / 500) + (rows.cell(r, 3) == 1 ? 1 : 0);
            }
            return scores;
        };
        return FitContext.of(seed).withFocus(wantsLongLaw);
    }

    @Test
    void hasAName() {
        assertThat(createGenerator().name())
                .matches("[a-z][a-z0-9_]*")
                .isEqualTo(createGenerator().name());
    }

    @Test
    void givesExactlyAsManyRowsAsAskedFor() {
        Synthesizer synthesizer = fit(DATA, 1);
        for (int rows : new int[] {0, 1, 7, 500}) {
            Table sample = synthesizer.sample(SampleRequest.of(rows, 3));
            assertThat(sample.rows()).isEqualTo(rows);
            assertThat(sample.schema()).isEqualTo(DATA.schema());
        }
    }

    @Test
    void theSeedsDecideTheRows() {
        Synthesizer synthesizer = fit(DATA, 1);
        Table sample = synthesizer.sample(SampleRequest.of(50, 3));

        assertThat(synthesizer.sample(SampleRequest.of(50, 3))).isEqualTo(sample);
        assertThat(fit(DATA, 1).sample(SampleRequest.of(50, 3))).isEqualTo(sample);
        assertThat(synthesizer.sample(SampleRequest.of(50, 4))).isNotEqualTo(sample);
        assertThat(synthesizer.sample(SampleRequest.of(50, -3))).isNotEqualTo(sample);
    }

    @Test
    void conditionsHoldExactly() {
        Synthesizer synthesizer = fit(DATA, 1);

        check(synthesizer, Map.of("share", 0.125));
        check(synthesizer, Map.of("open", -1e6));
        check(synthesizer, Map.of("words", 77.0));
        check(synthesizer, Map.of("domain", 2.0));
        check(synthesizer, Map.of("domain", 3.0));
        check(synthesizer, Map.of("polite", 1.0));
        check(synthesizer, Map.of("constant", 9.5));
        check(synthesizer, Map.of("share", 0.9, "domain", 1.0, "polite", 0.0));
        check(
                synthesizer,
                Map.of("share", 1.0, "open", 0.0, "words", 500.0, "domain", 0.0, "polite", 0.0, "constant", 0.0));
    }

    @Test
    void refusesConditionsItCannotMeet() {
        Synthesizer synthesizer = fit(DATA, 1);
        Map<String, Double> bad = new LinkedHashMap<>();
        bad.put("no such column", 1.0);
        bad.put("share", 1.5);
        bad.put("words", 10.5);
        bad.put("domain", 4.0);
        bad.put("polite", 2.0);

        bad.forEach((name, value) -> assertThatThrownBy(
                        () -> synthesizer.sample(new SampleRequest(5, 1, Map.of(name, value), Cancellation.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name));
    }

    @Test
    void copesWithFewRowsMissingAndConstantColumns() {
        for (Table data : List.of(
                TableFixtures.mixed(1, 0, 5),
                TableFixtures.mixed(2, 0, 6),
                TableFixtures.mixed(40, 0.6, 7),
                allMissing(30),
                DATA.select(new int[30]))) {
            assertThat(fit(data, 2).sample(SampleRequest.of(40, 9)).rows()).isEqualTo(40);
        }
    }

    @Test
    void refusesAnEmptyTable() {
        assertThatThrownBy(() -> fit(DATA.select(new int[0]), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnUnknownOptionByName() {
        FitContext given = context(1);
        Map<String, String> options = new LinkedHashMap<>(given.options());
        options.put("no_such_option", "1");

        assertThatThrownBy(() ->
                        createGenerator().fit(DATA, new FitContext(1, given.focus(), options, given.cancellation())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no_such_option");
    }

    @Test
    void savingAndLoadingChangesNothing() throws IOException {
        Synthesizer synthesizer = fit(DATA, 1);
        byte[] bytes = save(synthesizer);
        Synthesizer loaded = createGenerator().load(new ByteArrayInputStream(bytes));
        SampleRequest request = new SampleRequest(60, 5, Map.of("domain", 1.0), Cancellation.NONE);

        assertThat(loaded.sample(request)).isEqualTo(synthesizer.sample(request));
        assertThat(save(loaded)).isEqualTo(bytes);
    }

    @Test
    void fittingALoadedOneFurtherIsTheSameAsFittingTheOriginalFurther() throws IOException {
        Synthesizer synthesizer = fit(DATA, 1);
        Synthesizer loaded = createGenerator().load(new ByteArrayInputStream(save(synthesizer)));
        Table more = TableFixtures.mixed(60, 0.1, 99);

        assertThat(loaded.fitFurther(more, context(4)).sample(SampleRequest.of(30, 2)))
                .isEqualTo(synthesizer.fitFurther(more, context(4)).sample(SampleRequest.of(30, 2)));
    }

    @Test
    void refusesDamagedBytes() throws IOException {
        byte[] bytes = save(fit(DATA, 1));
        for (int at : new int[] {0, bytes.length / 3, bytes.length / 2, bytes.length - 1}) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= 0x20;
            assertThatThrownBy(() -> createGenerator().load(new ByteArrayInputStream(flipped)))
                    .as("bit flipped at %d of %d", at, bytes.length)
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> createGenerator().load(new ByteArrayInputStream(Arrays.copyOf(bytes, at))))
                    .as("cut at %d of %d", at, bytes.length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void fittingFurtherLeavesTheOriginalAsItIs() {
        Synthesizer original = fit(DATA, 1);
        Table before = original.sample(SampleRequest.of(50, 3));
        Synthesizer further = original.fitFurther(TableFixtures.mixed(150, 0, 44), context(2));

        assertThat(original.sample(SampleRequest.of(50, 3))).isEqualTo(before);
        assertThat(further.sample(SampleRequest.of(50, 3)).schema()).isEqualTo(DATA.schema());
        check(further, Map.of("domain", 2.0, "words", 3.0));
    }

    @Test
    void refusesToFitAnotherSchemaFurther() {
        Table other = new Table(List.of(ColumnSchema.bool("only")), new double[][] {{0, 1}});

        assertThatThrownBy(() -> fit(DATA, 1).fitFurther(other, context(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stopsWhenCancelled() {
        FitContext given = context(1);
        FitContext cancelled = new FitContext(1, given.focus(), given.options(), () -> true);
        assertThatThrownBy(() -> createGenerator().fit(DATA, cancelled)).isInstanceOf(CancelledException.class);

        Synthesizer synthesizer = fit(DATA, 1);
        assertThatThrownBy(() -> synthesizer.sample(new SampleRequest(50, 1, Map.of(), () -> true)))
                .isInstanceOf(CancelledException.class);
        assertThatThrownBy(() -> synthesizer.fitFurther(DATA, cancelled)).isInstanceOf(CancelledException.class);
    }

    @Test
    void samplesTheSameRowsOnManyThreads() throws Exception {
        Synthesizer synthesizer = fit(DATA, 1);
        List<Table> serial =
                List.of(synthesizer.sample(SampleRequest.of(80, 0)), synthesizer.sample(SampleRequest.of(80, 1)));

        assertThat(Parallel.collect(4, worker -> Optional.of(synthesizer.sample(SampleRequest.of(80, worker % 2)))))
                .containsExactly(
                        Optional.of(serial.get(0)),
                        Optional.of(serial.get(1)),
                        Optional.of(serial.get(0)),
                        Optional.of(serial.get(1)));
    }

    private Synthesizer fit(Table data, long seed) {
        return createGenerator().fit(data, context(seed));
    }

    private static void check(Synthesizer synthesizer, Map<String, Double> conditions) {
        Table sample = synthesizer.sample(new SampleRequest(25, 8, conditions, Cancellation.NONE));
        assertThat(sample.rows()).isEqualTo(25);
        conditions.forEach((name, value) -> assertThat(sample.column(sample.columnIndex(name)))
                .as("column '%s' under condition %s", name, conditions)
                .containsOnly(value));
    }

    private static byte[] save(Synthesizer synthesizer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        synthesizer.save(out);
        return out.toByteArray();
    }

    private static Table allMissing(int rows) {
        double[][] columns = new double[TableFixtures.MIXED.size()][rows];
        for (double[] column : columns) {
            Arrays.fill(column, Double.NaN);
        }
        return new Table(TableFixtures.MIXED, columns);
    }
}
