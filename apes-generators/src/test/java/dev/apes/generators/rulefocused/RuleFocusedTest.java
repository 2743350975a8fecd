package dev.apes.generators.rulefocused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.RowScorer;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import dev.apes.generators.copula.CopulaGenerator;
import dev.apes.generators.copula.CopulaModel;
import dev.apes.generators.table.FarthestFirst;
import dev.apes.generators.table.KnownLaws;
import dev.apes.generators.table.NearestRows;
import dev.apes.generators.table.RowDistance;
import dev.apes.generators.table.TableSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleFocusedTest {
    private static final Table DATA = KnownLaws.table(800, 0, 1);

    /** Wants an ordinary region that few rows fall into: a high share, a count near 60, kind 'c'. */
    private static final RowScorer CORNER = rows -> {
        double[] scores = new double[rows.rows()];
        for (int r = 0; r < scores.length; r++) {
            double share = rows.cell(r, 2) - 0.75;
            double count = (rows.cell(r, 4) - 60) / 100;
            scores[r] = -share * share - count * count + (rows.cell(r, 5) == 3 ? 0.05 : 0);
        }
        return scores;
    };

    /** Wants what the data rule out: both 'normal' and 'share' high, though they fall together. */
    private static final RowScorer IMPOSSIBLE = rows -> {
        double[] scores = new double[rows.rows()];
        for (int r = 0; r < scores.length; r++) {
            scores[r] = rows.cell(r, 0) / 50 + 10 * rows.cell(r, 2);
        }
        return scores;
    };

    private static final Synthesizer FOCUSED = fit(CORNER);

    @Test
    void findsRowsThatAreWantedMoreThanNearlyAllThatImitationGives() {
        Table focused = FOCUSED.sample(SampleRequest.of(200, 3));
        Table imitated = new CopulaGenerator().fit(DATA, FitContext.of(1)).sample(SampleRequest.of(5_000, 3));
        double[] usual = CORNER.score(imitated);
        Arrays.sort(usual);

        assertThat(median(CORNER.score(focused))).isGreaterThan(usual[(int) (0.97 * usual.length)]);
    }

    @Test
    void staysWithinWhatTheDataMakePlausible() {
        Plausibility plausibility = plausibility();
        for (RowScorer scorer : List.of(CORNER, IMPOSSIBLE)) {
            Table rows = fit(scorer).sample(SampleRequest.of(200, 4));
            for (int r = 0; r < rows.rows(); r++) {
                assertThat(plausibility.violation(rows.row(r))).isZero();
            }
        }
    }

    @Test
    void whatTheDataRuleOutIsImplausible() {
        Plausibility plausibility = plausibility();
        double[] real = DATA.row(5);
        double[] torn = real.clone();
        torn[0] = 75;
        torn[1] = 0.001;
        torn[2] = 0.99;

        assertThat(plausibility.violation(torn)).isPositive();
        assertThat(plausibility.violation(real)).as("a copy").isGreaterThanOrEqualTo(1_000);
        int accepted = 0;
        Table fresh = KnownLaws.table(1_000, 0, 77);
        for (int r = 0; r < fresh.rows(); r++) {
            accepted += plausibility.violation(fresh.row(r)) == 0 ? 1 : 0;
        }
        assertThat(accepted).as("fresh rows of the same law").isBetween(900, 990);
    }

    @Test
    void rowsCopyNeitherRealOnesNorEachOther() {
        RowDistance distance = new RowDistance(DATA);
        Table rows = FOCUSED.sample(SampleRequest.of(100, 5));
        NearestRows real = new NearestRows(distance, list(DATA));
        List<double[]> given = list(rows);
        for (int r = 0; r < given.size(); r++) {
            assertThat(real.to(given.get(r), -1).first()).isPositive();
            assertThat(new NearestRows(distance, given).to(given.get(r), r).first())
                    .isPositive();
        }
    }

    @Test
    void theChoiceAmongTheBestKeepsRowsApart() {
        RowDistance distance = new RowDistance(DATA);
        List<double[]> rows = list(DATA);
        List<double[]> chosen = FarthestFirst.of(rows, 50, distance);

        assertThat(chosen.get(0)).isSameAs(rows.get(0));
        assertThat(chosen).doesNotHaveDuplicates();
        assertThat(spread(chosen, distance)).isGreaterThan(2 * spread(rows.subList(0, 50), distance));
        assertThat(FarthestFirst.of(rows, rows.size(), distance)).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void conditionsMoveRelatedColumnsAlong() {
        Table high = FOCUSED.sample(new SampleRequest(100, 6, Map.of("normal", 62.0), Cancellation.NONE));
        Table low = FOCUSED.sample(new SampleRequest(100, 6, Map.of("normal", 38.0), Cancellation.NONE));

        assertThat(median(high.column(1))).isGreaterThan(3 * median(low.column(1)));
        assertThat(median(high.column(2))).isLessThan(median(low.column(2)));
    }

    @Test
    void saysWhatToDoWithoutAFocus() {
        assertThatThrownBy(() -> new RuleFocusedGenerator().fit(DATA, FitContext.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withFocus")
                .hasMessageContaining("copula");
    }

    @Test
    void refusesScoresThatAreNoScores() {
        assertThatThrownBy(() -> fit(rows -> new double[3])).hasMessageContaining("one score for each");
        assertThatThrownBy(() -> fit(rows -> null)).hasMessageContaining("null");
        assertThatThrownBy(() -> fit(rows -> filled(rows.rows(), Double.NaN))).hasMessageContaining("NaN");
    }

    @Test
    void tellsHowMuchOfTheSearchWasPlausible() {
        assertThat(FOCUSED.toString()).contains("% of the proposed rows were plausible");
    }

    @Test
    void optionsBoundTheNumberOfRowsScored() {
        int[] scored = {0};
        RowScorer counting = rows -> {
            scored[0] += rows.rows();
            return CORNER.score(rows);
        };
        Map<String, String> options = Map.of("candidates", "200", "generations", "2");
        new RuleFocusedGenerator()
                .fit(
                        DATA,
                        new FitContext(1, FitContext.of(1).withFocus(counting).focus(), options, Cancellation.NONE));

        assertThat(scored[0]).isEqualTo(400);
    }

    private static Synthesizer fit(RowScorer scorer) {
        return new RuleFocusedGenerator().fit(DATA, FitContext.of(1).withFocus(scorer));
    }

    private static Plausibility plausibility() {
        return new Plausibility(CopulaModel.fit(TableSummary.of(DATA, 1), true, Cancellation.NONE), DATA);
    }

    private static double spread(List<double[]> rows, RowDistance distance) {
        NearestRows nearest = new NearestRows(distance, rows);
        double sum = 0;
        for (int r = 0; r < rows.size(); r++) {
            sum += nearest.to(rows.get(r), r).first();
        }
        return sum / rows.size();
    }

    private static List<double[]> list(Table table) {
        List<double[]> rows = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            rows.add(table.row(r));
        }
        return rows;
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
