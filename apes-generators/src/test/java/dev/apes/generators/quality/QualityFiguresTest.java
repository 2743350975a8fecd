package dev.apes.generators.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.Table;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against figures computed by hand. */
class QualityFiguresTest {
    private static final Offset<Double> EXACTLY = within(1e-9);
    private static final double NAN = Double.NaN;

    /** Distance to the fifth nearest other: 5, 4, 3, 3, 4, 5 and 19 (of 20's 15, 16, 17, 18, 19, 20). */
    private static final Table REAL = numbers(0, 1, 2, 3, 4, 5, 20);

    private static final Table FAKE = numbers(6.5, -0.5, 15);

    @Test
    void densityAndCoverage() {
        // the balls of 0, 1 and 2 hold -0.5; that of 3 none, 6.5 and -0.5 being 3.5 away; those of 4 and 5 hold 6.5;
        // that of
        // 20 holds 6.5 and 15. Seven times a row in a ball, over k = 5 and 3 rows; six of seven balls
        Manifold.DensityCoverage found = Manifold.densityCoverage(REAL, FAKE);

        assertThat(found.density()).hasValueCloseTo(7.0 / 15, EXACTLY);
        assertThat(found.coverage()).hasValueCloseTo(6.0 / 7, EXACTLY);
    }

    @Test
    void alphaPrecision() {
        // distances from the centre 0, sorted: 0 1 1 2 2; the ball of the share α holds ceil(5 α) of them, hence the
        // radii
        // 0 (α to 0.2), 1 (to 0.6), 2 (to 1). Of 0, 1, 3, -0.5 these hold 1/4, 3/4, 3/4
        // |P - α|: 0.2 + 0.15 + 0.1 + 0.05; then 0.75 - α from 0.5 down to 0 by 0.05, 2.75 in sum; then 0.05 to 0.25,
        // 0.75
        assertThat(Manifold.alphaPrecision(numbers(-2, -1, 0, 1, 2), numbers(0, 1, 3, -0.5)))
                .hasValueCloseTo(1 - (0.5 + 2.75 + 0.75) / 10.5, EXACTLY);
    }

    @Test
    void betaRecall() {
        // generated rows from their centre 7: 6.5, then -0.5, then 15; the share β takes one (to 0.3), two (to 0.65),
        // three
        // 6.5 finds 4, 5 and 20; -0.5 also 0, 1 and 2; nothing finds 3: R is 3/7 for i = 1 to 6, then 6/7
        double first = 6 * 3.0 / 7 - 0.05 * 21;
        double second = 11 * 6.0 / 7 - 0.05 * 132;
        double third = 2.85 - 3 * 6.0 / 7;
        assertThat(Manifold.betaRecall(REAL, FAKE)).hasValueCloseTo(1 - (first + second + third) / 10.5, EXACTLY);
    }

    @Test
    void perfectAndWorstCurves() {
        double[] diagonal = new double[21];
        Arrays.setAll(diagonal, i -> i / 20.0);
        double[] centre = new double[21];
        Arrays.fill(centre, 1);

        assertThat(Manifold.againstDiagonal(diagonal)).isCloseTo(1, EXACTLY);
        assertThat(Manifold.againstDiagonal(new double[21])).isCloseTo(0, EXACTLY);
        assertThat(Manifold.againstDiagonal(centre)).isCloseTo(0, EXACTLY);
    }

    @Test
    void theAreaUnderTheCurveAndItsScore() {
        // of the four pairs of a positive and a negative, three are in order and one is a tie
        double auc = Detection.auc(new double[] {0.1, 0.4, 0.4, 0.8}, new double[] {0, 1, 0, 1});

        assertThat(auc).isCloseTo(0.875, EXACTLY);
        assertThat(Detection.score(auc)).isCloseTo(0.25, EXACTLY);
        assertThat(Detection.score(0.3)).isCloseTo(1, EXACTLY);
    }

    @Test
    void explainedVarianceAndTheRatio() {
        // missed: 0 + 0 + 4; around the mean 2: 1 + 0 + 1
        assertThat(Utility.rSquared(new double[] {1, 2, 3}, new double[] {1, 2, 5}))
                .hasValueCloseTo(-1.0, EXACTLY);
        assertThat(Utility.rSquared(new double[] {2, 2}, new double[] {1, 2})).isEmpty();
    }

    @Test
    void boostedTrees() {
        // every round splits at 0 and moves each half of four by 0.15 · 4 r / (4 + 1) = 0.12 r towards its mean, r what
        // is left
        double[][] x = {{0}, {0}, {0}, {0}, {1}, {1}, {1}, {1}};
        BoostedTrees trees = new BoostedTrees(x, new double[] {0, 0, 0, 0, 1, 1, 1, 1}, false);

        assertThat(trees.predict(new double[] {-3})).isCloseTo(0.5 * Math.pow(0.88, 60), EXACTLY);
        assertThat(trees.predict(new double[] {7})).isCloseTo(1 - 0.5 * Math.pow(0.88, 60), EXACTLY);
    }

    @Test
    void whatCountingGives() {
        List<ColumnSchema> schema =
                List.of(ColumnSchema.numeric("x", 0, 9), ColumnSchema.categorical("k", List.of("a", "b", "c")));
        Table real = new Table(schema, new double[][] {{1, 2, 3, NAN}, {0, 1, 0, NAN}});
        Table fake = new Table(schema, new double[][] {{0, 2, 3, 3, NAN}, {0, 0, 0, 2, 1}});

        // 0 lies outside 1 to 3; c was never seen
        assertThat(TableCounts.adherence(real, fake, true)).hasValueCloseTo(3.0 / 4, EXACTLY);
        assertThat(TableCounts.adherence(real, fake, false)).hasValueCloseTo(4.0 / 5, EXACTLY);
        // (3, a) alone is real; all five differ
        assertThat(TableCounts.copies(real, fake)).isCloseTo(0.2, EXACTLY);
        assertThat(TableCounts.distinct(fake)).isCloseTo(1, EXACTLY);
        assertThat(TableCounts.distinct(real.select(new int[] {0, 0, 3, 3}))).isCloseTo(0.5, EXACTLY);
        // among a and b: 3/4 and 1/4, in units of ln 2
        double entropy = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)) / Math.log(2);
        assertThat(TableCounts.balance(real, fake)).hasValueCloseTo(entropy, EXACTLY);
        // by x alone, range 2: 0-2: 1, 2-3: ½, 3-3: 0; k differs from row 3 and 4; missing against a number counts 1
        assertThat(TableCounts.nearestOthers(fake, real))
                .containsExactly(new double[] {0.5, 0.25, 0.25, 0.5, 1}, EXACTLY);
    }

    private static Table numbers(double... x) {
        return new Table(
                List.of(ColumnSchema.numeric("x", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)),
                new double[][] {x});
    }
}
