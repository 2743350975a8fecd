package dev.apes.generators.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.copula.CopulaGenerator;
import dev.apes.generators.smote.SmoteGenerator;
import dev.apes.generators.table.KnownLaws;
import dev.apes.generators.table.SeededRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The figures tell good tables from bad ones, and say when they can't. */
class QualityReportTest {
    private static final Table REAL = KnownLaws.table(700, 0.02, 1);
    private static final Table SAME_LAW = KnownLaws.table(700, 0.02, 2);
    private static final QualityReport.Setup SETUP =
            new QualityReport.Setup(1, Optional.of(KnownLaws.table(500, 0.02, 3)), Optional.of("normal"));

    @Test
    void rowsOfTheSameLawAreAboutPerfect() {
        QualityReport report = QualityReport.of(REAL, SAME_LAW, SETUP);

        assertThat(value(report, "overall")).isGreaterThan(0.95);
        assertThat(value(report, "detection")).isGreaterThan(0.85);
        assertThat(value(report, "utility")).isCloseTo(1, within(0.1));
        assertThat(value(report, "density")).isCloseTo(1, within(0.1));
        assertThat(value(report, "coverage")).isGreaterThan(0.93);
        assertThat(value(report, "alpha_precision")).isGreaterThan(0.93);
        assertThat(value(report, "beta_recall")).isGreaterThan(0.6);
        assertThat(value(report, "authenticity")).isCloseTo(0.5, within(0.1));
        assertThat(value(report, "closest_record_ratio")).isCloseTo(1, within(0.1));
        assertThat(value(report, "outliers")).isLessThan(0.03);
        assertThat(value(report, "diversity")).isCloseTo(1, within(0.1));
        assertThat(value(report, "copies")).isZero();
    }

    @Test
    void aCopyIsCaughtAndSoIsLostDependence() {
        QualityReport copy = QualityReport.of(REAL, REAL, SETUP);
        assertThat(value(copy, "copies")).isEqualTo(1);
        assertThat(value(copy, "authenticity")).isZero();
        assertThat(value(copy, "closest_record")).isZero();

        QualityReport shuffled = QualityReport.of(REAL, shuffledColumns(REAL), SETUP);
        assertThat(value(shuffled, "column_shapes")).isCloseTo(1, within(1e-9));
        assertThat(value(shuffled, "detection")).isLessThan(0.55);
        assertThat(value(shuffled, "utility")).isLessThan(0.3);
        assertThat(value(shuffled, "density")).isLessThan(0.75);
    }

    @Test
    void oneRowOverAndOverIsNeitherDiverseNorCovering() {
        QualityReport report = QualityReport.of(REAL, REAL.select(new int[600]), SETUP);

        assertThat(value(report, "coverage")).isLessThan(0.1);
        assertThat(value(report, "diversity")).isZero();
        assertThat(value(report, "distinct")).isLessThan(0.01);
        assertThat(value(report, "alpha_precision")).isLessThan(0.6);
        assertThat(value(report, "class_balance")).isZero();
    }

    @Test
    void whatIsUndefinedSaysWhy() {
        Table tiny = new Table(List.of(ColumnSchema.numeric("x", 0, 9)), new double[][] {{4, 4}});
        QualityReport report = QualityReport.of(tiny, tiny, QualityReport.Setup.of(1));
        for (String name : List.of(
                "overall",
                "pair_trends",
                "category_adherence",
                "detection",
                "utility",
                "density",
                "coverage",
                "beta_recall",
                "closest_record_ratio",
                "diversity",
                "class_balance")) {
            assertThat(report.value(name)).as(name).isEmpty();
        }
        assertThat(report.dimensions())
                .allSatisfy(d -> assertThat(d.meaning().contains("; undefined, because "))
                        .as(d.name())
                        .isEqualTo(d.value().isEmpty()));
        assertThatThrownBy(() -> report.value("beauty"))
                .hasMessageContaining("beauty")
                .hasMessageContaining("overall");
    }

    @Test
    void theSameTablesAndSeedGiveTheSameReport() {
        Table big = KnownLaws.table(2_000, 0, 5);
        Table other = KnownLaws.table(1_800, 0, 6);
        QualityReport.Setup plain = QualityReport.Setup.of(4);
        assertThat(QualityReport.of(big, other, plain)).isEqualTo(QualityReport.of(big, other, plain));
    }

    @Test
    void rankingPutsWhatStaysWithinBoundsAndCopiesNothingFirst() {
        List<ColumnSchema> schema = List.of(ColumnSchema.numeric("x", 0, 100), ColumnSchema.integer("i", 0, 100));
        Table real = new Table(schema, new double[][] {{10, 20, 30}, {1, 2, 3}});
        // a copy, one outside, one within and apart, a copy but for rounding, one hugging
        Table fake = new Table(schema, new double[][] {{20, 90, 25, 30 + 1e-12, 20.1}, {2, 2, 3, 3, 2}});

        assertThat(new RowQuality(real).ranked(fake)).containsExactly(2, 4, 1);
    }

    @Test
    void theCopulaBeatsSmoteInAuthenticityAndNotInShapes() {
        Table copula = new CopulaGenerator().fit(REAL, FitContext.of(1)).sample(SampleRequest.of(700, 1));
        Table smote = new SmoteGenerator().fit(REAL, FitContext.of(1)).sample(SampleRequest.of(700, 1));
        QualityReport a = QualityReport.of(REAL, copula, SETUP);
        QualityReport b = QualityReport.of(REAL, smote, SETUP);

        assertThat(value(a, "utility")).isGreaterThan(0.8);
        assertThat(value(b, "utility")).isGreaterThan(0.9);
        assertThat(value(a, "authenticity")).isGreaterThan(value(b, "authenticity") + 0.1);
    }

    private static double value(QualityReport report, String name) {
        return report.value(name).orElseThrow();
    }

    private static Table shuffledColumns(Table table) {
        double[][] columns = new double[table.schema().size()][];
        for (int c = 0; c < columns.length; c++) {
            int[] order = Detection.shuffled(table.rows(), new SeededRandom(c));
            double[] cells = table.column(c);
            columns[c] = IntStream.of(order).mapToDouble(r -> cells[r]).toArray();
        }
        return new Table(table.schema(), Arrays.copyOf(columns, columns.length));
    }
}
