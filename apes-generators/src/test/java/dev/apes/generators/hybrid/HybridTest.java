package dev.apes.generators.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.generators.copula.CopulaGenerator;
import dev.apes.generators.quality.QualityReport;
import dev.apes.generators.quality.TableQuality;
import dev.apes.generators.smote.SmoteGenerator;
import dev.apes.generators.table.KnownLaws;
import dev.apes.generators.table.SeededRandom;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HybridTest {

    private static FitContext with(Map<String, String> options) {
        return new FitContext(1, Optional.empty(), options, Cancellation.NONE);
    }

    /** A ring: no copula can draw it, neighbours can. */
    private static Table ring(int rows, long seed) {
        SeededRandom random = new SeededRandom(seed);
        double[][] cells = new double[3][rows];
        for (int r = 0; r < rows; r++) {
            double angle = 2 * Math.PI * random.nextDouble();
            cells[0][r] = StrictMath.cos(angle) + 0.05 * random.nextGaussian();
            cells[1][r] = StrictMath.sin(angle) + 0.05 * random.nextGaussian();
            cells[2][r] = StrictMath.cos(2 * angle) + 0.05 * random.nextGaussian();
        }
        return EarningsTest.table(cells);
    }

    @Test
    void givesARingToTheMethodThatCanDrawIt() {
        HybridSynthesizer hybrid = new HybridGenerator().fit(ring(800, 1), with(Map.of("methods", "copula+smote")));

        assertThat(hybrid.shares()).containsOnlyKeys("smote");
        assertThat(hybrid.verdicts())
                .hasSize(2)
                .anySatisfy(v -> assertThat(v).startsWith("copula: quality 0.").contains("below the best"));
        assertThat(hybrid).hasToString(hybrid.toString()).asString().startsWith("smote 100 %");
    }

    /** Quality and utility, as a user would measure them, within one percent of the best single method, whichever that is. */
    @Test
    void endsNearTheBestSingleMethod() {
        assertNearTheBest(ring(800, 1), ring(600, 2));
        assertNearTheBest(KnownLaws.table(800, 0.05, 3), KnownLaws.table(600, 0.05, 4));
    }

    private static void assertNearTheBest(Table data, Table unseen) {
        double best = Math.max(
                worth(new CopulaGenerator(), data, unseen, Map.of()),
                worth(new SmoteGenerator(), data, unseen, Map.of()));
        assertThat(worth(new HybridGenerator(), data, unseen, Map.of("methods", "copula+smote")))
                .isGreaterThan(0.99 * best);
    }

    private static double worth(SyntheticGenerator generator, Table data, Table unseen, Map<String, String> options) {
        Table sample = generator.fit(data, with(options)).sample(SampleRequest.of(data.rows(), 9));
        double quality = TableQuality.overall(data, sample).orElseThrow();
        double utility = QualityReport.utility(
                        data, sample, new QualityReport.Setup(1, Optional.of(unseen), Optional.empty()))
                .orElseThrow();
        return (quality + Math.min(1, utility)) / 2;
    }

    /** Networks are trained in quarters, and one that is hopelessly behind is dropped before it has cost all of its training. */
    @Test
    void dropsAHopelessNetworkEarly() {
        HybridSynthesizer hybrid = new HybridGenerator()
                .fit(KnownLaws.table(300, 0, 5), with(Map.of("methods", "copula+gan", "epochs", "8")));

        assertThat(hybrid.shares()).containsOnlyKeys("copula");
        assertThat(hybrid.verdicts().get(1)).startsWith("gan: dropped after 25 %");
    }

    @Test
    void tooFewRowsAreNotTried() {
        HybridSynthesizer hybrid = new HybridGenerator().fit(KnownLaws.table(30, 0, 5), FitContext.of(1));

        assertThat(hybrid.shares()).containsExactly(Map.entry("copula", 1.0));
        assertThat(hybrid.sample(SampleRequest.of(7, 1)).rows()).isEqualTo(7);
    }

    @Test
    void sharesAddUpAndCountsAreExact() {
        HybridSynthesizer hybrid =
                new HybridGenerator().fit(KnownLaws.table(400, 0, 6), with(Map.of("methods", "copula+smote")));

        assertThat(hybrid.shares().values().stream().mapToDouble(v -> v).sum()).isCloseTo(1, within(1e-12));
        for (int rows : new int[] {0, 1, 2, 3, 101}) {
            assertThat(hybrid.sample(SampleRequest.of(rows, 1)).rows()).isEqualTo(rows);
        }
    }

    @Test
    void refusesMethodsItCantTry() {
        assertThatThrownBy(() ->
                        new HybridGenerator().fit(KnownLaws.table(60, 0, 6), with(Map.of("methods", "copula+oracle"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'oracle'")
                .hasMessageContaining("copula+smote");
    }
}
