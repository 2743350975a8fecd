package dev.apes.generators.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.RowPredicate;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.api.generation.TableConstraint;
import dev.apes.generators.copula.CopulaGenerator;
import dev.apes.generators.diffusion.DiffusionGenerator;
import dev.apes.generators.diversity.DiversityGenerator;
import dev.apes.generators.gan.GanGenerator;
import dev.apes.generators.rulefocused.RuleFocusedGenerator;
import dev.apes.generators.smote.SmoteGenerator;
import dev.apes.generators.vae.VaeGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Ranges, orders, sums, combinations and a predicate hold in every row of every method, also under conditions. */
class ConstraintsHoldTest {
    @Property(tries = 60)
    void ofTheCopula(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws IOException {
        check(new CopulaGenerator(), seed, Map.of());
    }

    @Property(tries = 40)
    void ofSmote(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws IOException {
        check(new SmoteGenerator(), seed, Map.of());
    }

    @Property(tries = 10)
    void ofDiversity(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws IOException {
        check(new DiversityGenerator(), seed, Map.of("candidates", "2"));
    }

    @Property(tries = 6)
    void ofTheFocusedSearch(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws IOException {
        check(new RuleFocusedGenerator(), seed, Map.of("candidates", "100", "generations", "1"));
    }

    @Property(tries = 3)
    void ofTheNetworks(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws IOException {
        Map<String, String> quick = Map.of("epochs", "2", "width", "16");
        check(new VaeGenerator(), seed, quick);
        check(new GanGenerator(), seed, quick);
        check(new DiffusionGenerator(), seed, Map.of("epochs", "2", "width", "16", "timesteps", "5"));
    }

    private static void check(SyntheticGenerator method, long seed, Map<String, String> options) throws IOException {
        ConstrainedTables.Example example = ConstrainedTables.example(seed);
        ConstrainedGenerator generator = new ConstrainedGenerator(method, example.constraints());
        FitContext context = new FitContext(
                seed,
                Optional.of(rows -> {
                    assertHold(rows, example);
                    return rows.column(10);
                }),
                options,
                Cancellation.NONE);
        context = method instanceof RuleFocusedGenerator ? withTotalFocus(context) : context;
        ConstrainedSynthesizer fitted = generator.fit(example.table(), context);
        Table free = fitted.sample(SampleRequest.of(60, seed));
        assertThat(free.rows()).isEqualTo(60);
        assertHold(free, example);

        // conditions that a real row without holes meets can be met
        Map<String, Double> conditions = new LinkedHashMap<>();
        int like = (int) (seed % example.table().rows());
        boolean whole = Arrays.stream(example.table().row(like)).noneMatch(Double::isNaN);
        for (int c = 0; c < example.table().schema().size(); c++) {
            double cell = example.table().cell(like, c);
            if ((seed >> c) % 3 == 0 && whole) {
                conditions.put(example.table().schema().get(c).name(), cell);
            }
        }
        SampleRequest request = new SampleRequest(12, seed, conditions, Cancellation.NONE);
        Table under = fitted.sample(request);
        assertThat(under.rows()).isEqualTo(12);
        assertHold(under, example);
        conditions.forEach((name, value) ->
                assertThat(under.column(under.columnIndex(name))).as(name).containsOnly(value));

        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        fitted.save(saved);
        Synthesizer loaded = generator.load(new ByteArrayInputStream(saved.toByteArray()));
        assertThat(loaded.sample(request)).isEqualTo(under);
        assertHold(loaded.fitFurther(example.table(), context).sample(SampleRequest.of(10, seed)), example);
    }

    private static FitContext withTotalFocus(FitContext context) {
        return new FitContext(
                context.seed(),
                Optional.of(rows -> {
                    double[] scores = new double[rows.rows()];
                    for (int r = 0; r < scores.length; r++) {
                        double total = rows.cell(r, 6);
                        scores[r] = Double.isNaN(total) ? 0 : total;
                    }
                    return scores;
                }),
                context.options(),
                context.cancellation());
    }

    private static void assertHold(Table rows, ConstrainedTables.Example example) {
        for (TableConstraint constraint : example.constraints()) {
            RowPredicate test = constraint.on(rows.schema());
            for (int r = 0; r < rows.rows(); r++) {
                double[] row = rows.row(r);
                assertThat(test.test(row))
                        .as("%s in row %s", constraint.describe(), Arrays.toString(row))
                        .isTrue();
            }
        }
    }
}
