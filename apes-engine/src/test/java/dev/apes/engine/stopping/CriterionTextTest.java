package dev.apes.engine.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriterionTextTest {
    private static final StoppingCriterion A = new Patience(5, 0);
    private static final StoppingCriterion B = new MannKendall();
    private static final StoppingCriterion C = new MaxIterations(7);

    @Provide
    Arbitrary<StoppingCriterion> criteria() {
        return criteria(3);
    }

    private Arbitrary<StoppingCriterion> criteria(int depth) {
        Arbitrary<StoppingCriterion> single =
                Arbitraries.of(List.copyOf(StoppingCriteria.builtIn().values()));
        if (depth == 0) {
            return single;
        }
        Arbitrary<StoppingCriterion[]> joined = criteria(depth - 1)
                .array(StoppingCriterion[].class)
                .ofMinSize(1)
                .ofMaxSize(3);
        return Arbitraries.oneOf(single, joined.map(StoppingCriteria::anyOf), joined.map(StoppingCriteria::allOf));
    }

    @Property(tries = 300)
    void everyCombinationComesBackFromItsText(@ForAll("criteria") StoppingCriterion criterion) {
        assertThat(StoppingCriteria.parse(StoppingCriteria.format(criterion))).isEqualTo(criterion);
    }

    @Test
    void conditionsBindCloserUnlessInParentheses() {
        assertThat(StoppingCriteria.parse("patience:patience=5&mann_kendall|max_iterations:limit=7"))
                .isEqualTo(StoppingCriteria.anyOf(StoppingCriteria.allOf(A, B), C));
        assertThat(StoppingCriteria.parse(" patience:patience=5 & ( mann_kendall | max_iterations:limit=7 ) "))
                .isEqualTo(StoppingCriteria.allOf(A, StoppingCriteria.anyOf(B, C)));
        assertThat(StoppingCriteria.format(StoppingCriteria.allOf(A, StoppingCriteria.anyOf(B, C))))
                .isEqualTo("patience:patience=5,min_delta=0.0"
                        + "&(mann_kendall:window=20,significance=0.05,times=3,lags=0|max_iterations:limit=7)");
        assertThat(StoppingCriteria.parse("((max_iterations:limit=7))")).isEqualTo(C);
    }

    @Test
    void theRecommendedOneHasANameAndAText() {
        assertThat(StoppingCriteria.parse("recommended|max_iterations:limit=7"))
                .isEqualTo(StoppingCriteria.anyOf(StoppingCriteria.recommended(), C));
        assertThat(StoppingCriteria.parse("slope_equivalence:doublings=2")).isEqualTo(StoppingCriteria.recommended());
    }

    @Test
    void namesAreToldWithoutBeingLookedUp() {
        assertThat(StoppingCriteria.names("(mine:depth=2|patience)&recommended&patience:patience=3"))
                .containsExactly("mine", "patience");
        assertThatThrownBy(() -> StoppingCriteria.names("(mine|")).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(patience; closing parenthesis",
                "(patience)mann_kendall; between two criteria",
                "(patience) ); ')' too many",
                "(patience|); lacks a name",
                "''; lacks a name",
                "patience:patience=NaN; whole number",
                "patience:min_delta=NaN; minDelta",
                "patience:min_delta=Infinity; minDelta",
                "prechelt_gl:alpha=Infinity; alpha",
                "slope_equivalence:min_gain=NaN; minGain",
                "slope_equivalence:window=2000000000; at most",
                "regret_bound:tolerance=NaN; tolerance",
                "mann_kendall:window=5000; window",
                "prechelt_up:strips=100000,strip=100000; strips",
                "time_limit:seconds=NaN; seconds",
                "recommended:window=3; recommended"
            })
    void whatIsMalformedIsNamed(String text, String named) {
        assertThatThrownBy(() -> StoppingCriteria.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(named);
    }

    @Test
    void parenthesesMayNotNestForEver() {
        assertThatThrownBy(() -> StoppingCriteria.parse("(".repeat(100_000)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("deep");
    }

    @Test
    void foreignCriteriaHaveNoText() {
        StoppingCriterion foreign = new StoppingCriterion() {
            @Override
            public String name() {
                return "foreign";
            }

            @Override
            public StopDecision evaluate(TrainingHistory history) {
                return new StopDecision.Continue("never");
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoppingCriteria.format(StoppingCriteria.anyOf(A, foreign)))
                .withMessageContaining("foreign");
        assertThat(StoppingCriteria.minimumHistory(StoppingCriteria.anyOf(A, foreign)))
                .isEqualTo(1);
    }

    @Test
    void combinationsNeedTheLeastOrTheMostOfTheirParts() {
        assertThat(StoppingCriteria.minimumHistory(StoppingCriteria.anyOf(A, B, C)))
                .isEqualTo(6);
        assertThat(StoppingCriteria.minimumHistory(StoppingCriteria.allOf(A, B, C)))
                .isEqualTo(22);
        assertThatIllegalArgumentException().isThrownBy(StoppingCriteria::anyOf);
        assertThatIllegalArgumentException().isThrownBy(StoppingCriteria::allOf);
    }
}
