package dev.apes.generators.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.Table;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against figures computed by hand. */
class QualityRatiosTest {
    private static final Offset<Double> EXACTLY = within(1e-9);

    private static Table numbers(double... x) {
        return new Table(
                List.of(ColumnSchema.numeric("x", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)),
                new double[][] {x});
    }

    @Test
    void diversity() {
        // nearest others: 1 1 2 of the real rows, 0.5 0.5 2.5 of the generated ones, in units of the range 3
        assertThat(RowVariety.ratio(numbers(0, 1, 3), numbers(0, 0.5, 3))).hasValueCloseTo(0.5, EXACTLY);
        assertThat(RowVariety.ratio(numbers(0, 1, 3), numbers(0.5))).isEmpty();
        assertThat(RowVariety.ratio(numbers(1, 1, 1), numbers(0, 1, 2))).isEmpty();
    }

    @Test
    void trainSyntheticTestReal() {
        assertThat(scores(0.6, 0.8).ratio()).hasValueCloseTo(0.75, EXACTLY);
        assertThat(scores(0.9, 0.8).ratio()).hasValueCloseTo(1.125, EXACTLY);
        assertThat(scores(-0.3, 0.8).ratio()).hasValueCloseTo(0.0, EXACTLY);
        // who can't predict a column from real rows can't say what generated ones are worth
        assertThat(scores(0.04, 0.04).ratio()).isEmpty();
        assertThat(new Utility.Scores(OptionalDouble.of(1), OptionalDouble.empty()).ratio())
                .isEmpty();
    }

    /** Skill with a category: 2 AUC - 1 of each level against the rest, by how often it is asked for. */
    @Test
    void skillWithACategory() {
        List<ColumnSchema> schema =
                List.of(ColumnSchema.bool("x"), ColumnSchema.categorical("k", List.of("a", "b", "c")));
        double[] x = new double[20];
        double[] k = new double[20];
        for (int r = 10; r < 20; r++) {
            x[r] = 1;
            k[r] = r < 16 ? 1 : 2;
        }
        Table table = new Table(schema, new double[][] {x, k});
        // x tells the ten a from the rest: AUC 1. Of the 14 others than b the ten a score lower and the four c alike:
        // AUC 12/14.
        // Of the 16 others than c the ten a score lower and the six b alike: AUC 13/16
        double expected = (10 * 1 + 6 * (2 * 12.0 / 14 - 1) + 4 * (2 * 13.0 / 16 - 1)) / 20;
        assertThat(Utility.skill(table, table, table, 1)).hasValueCloseTo(expected, EXACTLY);
        assertThat(Utility.of(table, table, table, 1).ratio()).hasValueCloseTo(1.0, EXACTLY);
    }

    /** Two categories need no bins. */
    @Test
    void twoCategoriesByContingency() {
        List<ColumnSchema> schema = List.of(ColumnSchema.bool("p"), ColumnSchema.categorical("k", List.of("a", "b")));
        Table real = new Table(schema, new double[][] {{0, 0, 1, 1}, {0, 1, 1, 1}});
        Table fake = new Table(schema, new double[][] {{0, 1, 1, 1, 1}, {0, 0, 0, 1, 1}});
        // (0, a) 1/4 and 1/5; (0, b) 1/4 and 0; (1, a) 0 and 2/5; (1, b) 2/4 and 2/5
        assertThat(PairTrends.score(real, fake, 0, 1)).hasValueCloseTo(1 - (0.05 + 0.25 + 0.4 + 0.1) / 2, EXACTLY);
    }

    private static Utility.Scores scores(double synthetic, double real) {
        return new Utility.Scores(OptionalDouble.of(synthetic), OptionalDouble.of(real));
    }

    @Test
    void farAndNear() {
        // real rows are 1 apart, in a range of 9. 0.5 lies 0.5 from its two nearest; 11 lies 2 and 3 from its
        Table real = numbers(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        QualityReport report = QualityReport.of(real, numbers(0.5, 11, 11), QualityReport.Setup.of(1));

        assertThat(report.value("outliers")).hasValueCloseTo(2.0 / 3, EXACTLY);
        assertThat(report.value("closest_record")).hasValueCloseTo(2.0 / 9, EXACTLY);
        assertThat(report.value("closest_record_ratio")).hasValueCloseTo(2.0, EXACTLY);
        assertThat(report.value("nearest_neighbour_ratio")).hasValueCloseTo(2.0 / 3, EXACTLY);
        // 0.5 is nearer to 0 than that is to 1
        assertThat(report.value("authenticity")).hasValueCloseTo(2.0 / 3, EXACTLY);
        assertThat(report.value("boundary_adherence")).hasValueCloseTo(1.0 / 3, EXACTLY);
        assertThat(report.value("distinct")).hasValueCloseTo(2.0 / 3, EXACTLY);
    }

    /** Of 20 real rows the trees are asked for; with fewer, and with no category, figures are undefined and say so. */
    @Test
    void whatIsUndefinedSaysWhy() {
        QualityReport report = QualityReport.of(numbers(0, 1, 2), numbers(0, 2), QualityReport.Setup.of(1));

        for (String name : List.of(
                "detection", "utility", "density", "coverage", "beta_recall", "category_adherence", "class_balance")) {
            QualityReport.Dimension dimension = report.dimensions().stream()
                    .filter(d -> d.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(dimension.value()).as(name).isEmpty();
            assertThat(dimension.meaning()).as(name).contains("undefined, because");
        }
    }

    /** Ranked rows: a copy of a row with a continuous column is out, an outside row comes last. */
    @Test
    void copiesDoNotPassTheFilter() {
        Table real = numbers(0, 1, 2, 3);
        assertThat(new RowQuality(real).ranked(numbers(7, 2, 1.5, 0.2))).containsExactly(2, 3, 0);
    }
}
