package dev.apes.generators.copula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.KnownLaws;
import dev.apes.generators.table.SeededRandom;
import dev.apes.generators.table.TableSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

/** What goes in comes out: marginals, dependence, missing values, conditional laws. */
class CopulaRecoveryTest {
    private static final Table DATA = KnownLaws.table(5_000, 0, 1);
    private static final Table HOLES = KnownLaws.table(5_000, 0.2, 2);

    @Test
    void marginalsComeOut() {
        for (Table data : List.of(DATA, HOLES)) {
            Table sample = new CopulaGenerator().fit(data, FitContext.of(1)).sample(SampleRequest.of(20_000, 2));
            for (int c = 0; c < data.schema().size(); c++) {
                // two samples of 5,000 and 20,000 differ by 0.0257 in one test of a hundred
                assertThat(KnownLaws.kolmogorovSmirnov(data.column(c), sample.column(c)))
                        .as(data.schema().get(c).name())
                        .isLessThan(0.026);
            }
        }
    }

    @Test
    void latentCorrelationsComeOutForEveryMixOfTypes() {
        for (Table data : List.of(DATA, HOLES)) {
            CopulaModel model = CopulaModel.fit(TableSummary.of(data, 1), true, Cancellation.NONE);
            for (int a = 0; a < KnownLaws.LOADING.length; a++) {
                for (int b = 0; b < a; b++) {
                    assertThat(model.correlation(a, b))
                            .as(
                                    "%s and %s",
                                    KnownLaws.SCHEMA.get(a).name(),
                                    KnownLaws.SCHEMA.get(b).name())
                            .isCloseTo(KnownLaws.LOADING[a] * KnownLaws.LOADING[b], within(0.07));
                }
            }
        }
    }

    @Test
    void observedCorrelationsComeOut() {
        Table sample = new CopulaGenerator().fit(DATA, FitContext.of(1)).sample(SampleRequest.of(20_000, 2));
        PearsonsCorrelation pearson = new PearsonsCorrelation();
        for (int a = 0; a < 8; a++) {
            for (int b = 0; b < a; b++) {
                if (DATA.schema().get(a).type() != ColumnType.CATEGORICAL
                        && DATA.schema().get(b).type() != ColumnType.CATEGORICAL) {
                    assertThat(pearson.correlation(sample.column(a), sample.column(b)))
                            .isCloseTo(pearson.correlation(DATA.column(a), DATA.column(b)), within(0.06));
                }
            }
        }
    }

    @Test
    void findsTheFamilyOfEachColumn() {
        int n = 3_000;
        SeededRandom random = new SeededRandom(3);
        double[][] x = new double[5][n];
        for (int r = 0; r < n; r++) {
            x[0][r] = 3 + 2 * random.nextGaussian();
            x[1][r] = 10 * random.nextDouble();
            x[2][r] = -Math.log(1 - random.nextDouble()) - Math.log(1 - random.nextDouble());
            x[3][r] = -Math.log(1 - random.nextDouble());
            x[3][r] = x[3][r] / (x[3][r] + x[2][r]);
            x[4][r] = random.nextDouble() < 0.5 ? -5 + random.nextGaussian() : 5 + random.nextGaussian();
        }
        double inf = Double.POSITIVE_INFINITY;
        Table data = new Table(
                List.of(
                        ColumnSchema.numeric("normal", -inf, inf),
                        ColumnSchema.numeric("uniform", 0, 10),
                        ColumnSchema.numeric("gamma", 0, inf),
                        ColumnSchema.numeric("beta", 0, 1),
                        ColumnSchema.numeric("bimodal", -inf, inf)),
                x);
        CopulaModel model = CopulaModel.fit(TableSummary.of(data, 1), true, Cancellation.NONE);

        assertThat(model.marginal(0).orElseThrow().form()).isEqualTo("normal");
        assertThat(model.marginal(1).orElseThrow().form()).isIn("uniform", "beta");
        assertThat(model.marginal(2).orElseThrow().form()).isEqualTo("gamma");
        assertThat(model.marginal(3).orElseThrow().form()).isEqualTo("beta");
        assertThat(model.marginal(4).orElseThrow().form()).isEqualTo("quantiles");
    }

    @Test
    void findsATruncatedNormal() {
        SeededRandom random = new SeededRandom(4);
        double[] x = new double[3_000];
        for (int r = 0; r < x.length; r++) {
            x[r] = 2 + 3 * StandardNormal.truncated(-2.0 / 3, 1, random);
        }
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance =
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        Family found = TruncatedNormalFit.of(mean, variance, 0, 5).orElseThrow();
        Arrays.sort(x);

        assertThat(found.distance(x)).isLessThan(0.886 / Math.sqrt(x.length));
        assertThat(TruncatedNormalFit.of(2.5, 4, 0, 5))
                .as("more spread than the uniform's")
                .isEmpty();
    }

    @Test
    void missingValuesKeepTheirRateAndTheirDependence() {
        int n = 4_000;
        SeededRandom random = new SeededRandom(5);
        double[][] x = new double[2][n];
        for (int r = 0; r < n; r++) {
            x[0][r] = random.nextGaussian();
            x[1][r] = x[0][r] > 0.5 ? Double.NaN : random.nextGaussian();
        }
        double inf = Double.POSITIVE_INFINITY;
        Table data = new Table(List.of(ColumnSchema.numeric("a", -inf, inf), ColumnSchema.numeric("b", -inf, inf)), x);
        Table sample = new CopulaGenerator().fit(data, FitContext.of(1)).sample(SampleRequest.of(20_000, 6));

        double[] a = sample.column(0);
        double[] b = sample.column(1);
        double missing = 0;
        double meanWhenMissing = 0;
        for (int r = 0; r < a.length; r++) {
            if (Double.isNaN(b[r])) {
                missing++;
                meanWhenMissing += a[r];
            }
        }
        assertThat(missing / a.length).isCloseTo(0.3085, within(0.02));
        assertThat(meanWhenMissing / missing).isGreaterThan(1.0);
    }

    @Test
    void aNumericConditionGivesTheConditionalLawInClosedForm() {
        Synthesizer synthesizer = new CopulaGenerator().fit(DATA, FitContext.of(1));
        Table sample = synthesizer.sample(new SampleRequest(20_000, 3, Map.of("normal", 64.0), Cancellation.NONE));
        double z = 2;
        double share = mean(logits(sample.column(2)));

        // share is the logistic function of a normal variable with latent correlation -0.6
        assertThat(share).isCloseTo(-0.6 * z, within(0.08));
        assertThat(deviation(logits(sample.column(2)))).isCloseTo(0.8, within(0.05));
        assertThat(mean(sample.column(6))).isCloseTo(StandardNormal.cdf(0.6 * z / 0.8), within(0.03));
    }

    @Test
    void severalCategoricalConditionsGiveTheLawThatRejectionWouldGive() {
        Synthesizer synthesizer = new CopulaGenerator().fit(DATA, FitContext.of(1));
        Map<String, Double> conditions = Map.of("kind", 2.0, "half", 1.0, "rare", 0.0);
        Table conditional = synthesizer.sample(new SampleRequest(4_000, 3, conditions, Cancellation.NONE));
        Table all = synthesizer.sample(SampleRequest.of(150_000, 4));
        int[] kept = java.util.stream.IntStream.range(0, all.rows())
                .filter(r -> all.cell(r, 5) == 2 && all.cell(r, 6) == 1 && all.cell(r, 7) == 0)
                .toArray();

        assertThat(kept.length).isGreaterThan(3_000);
        for (int c = 0; c < 5; c++) {
            assertThat(KnownLaws.kolmogorovSmirnov(all.select(kept).column(c), conditional.column(c)))
                    .as(DATA.schema().get(c).name())
                    .isLessThan(0.04);
        }
    }

    @Test
    void levelsInterleavedWithWhatTheyDependOnAreOrderedByIt() {
        Synthesizer synthesizer = new CopulaGenerator().fit(DATA, FitContext.of(1));
        Table sample = synthesizer.sample(SampleRequest.of(20_000, 9));
        for (int level = 0; level < 4; level++) {
            assertThat(meanWhere(sample, 0, 5, level))
                    .as("mean of 'normal' at level %d", level)
                    .isCloseTo(meanWhere(DATA, 0, 5, level), within(0.6));
        }
    }

    private static double meanWhere(Table table, int column, int by, int level) {
        double sum = 0;
        int n = 0;
        for (int r = 0; r < table.rows(); r++) {
            if (table.cell(r, by) == level) {
                sum += table.cell(r, column);
                n++;
            }
        }
        return sum / n;
    }

    private static double[] logits(double[] shares) {
        return Arrays.stream(shares).map(u -> Math.log(u / (1 - u))).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }

    @Test
    void numbersAreGivenToAsManyDecimalsAsTheyWereSeenWith() throws IOException {
        SeededRandom random = new SeededRandom(4);
        double[][] cells = new double[3][800];
        for (int r = 0; r < 800; r++) {
            cells[0][r] = Math.rint(100 * (5 + random.nextGaussian())) / 100;
            cells[1][r] = cells[0][r] + random.nextGaussian();
            cells[2][r] = 10 * Math.rint(3 * random.nextGaussian());
        }
        Table prices = new Table(
                List.of(
                        ColumnSchema.numeric("price", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                        ColumnSchema.numeric("exact", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                        ColumnSchema.numeric("tens", -1000.25, 1000.25)),
                cells);
        Synthesizer fitted = new CopulaGenerator().fit(prices, FitContext.of(1));
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        fitted.save(saved);
        for (Synthesizer one : List.of(
                fitted,
                fitted.fitFurther(prices, FitContext.of(2)),
                new CopulaGenerator().load(new ByteArrayInputStream(saved.toByteArray())))) {
            Table rows = one.sample(SampleRequest.of(500, 3));
            assertThat(Arrays.stream(rows.column(0)).allMatch(v -> Math.rint(100 * v) / 100 == v))
                    .isTrue();
            assertThat(Arrays.stream(rows.column(1))
                            .filter(v -> Math.rint(100 * v) / 100 == v)
                            .count())
                    .isLessThan(20);
            assertThat(Arrays.stream(rows.column(2)).allMatch(v -> Math.rint(v) == v))
                    .isTrue();
        }
    }
}
