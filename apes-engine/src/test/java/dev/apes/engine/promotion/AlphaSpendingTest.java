package dev.apes.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.store.ErrorBudget;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AlphaSpendingTest {
    @Test
    void defaultGivesThirtyEqualLevelsAndAFallingTail() {
        AlphaSpending spending = AlphaSpending.DEFAULT;
        assertThat(spending.levelOf(1)).isCloseTo(0.0015, within(1e-15));
        assertThat(spending.levelOf(30)).isCloseTo(0.0015, within(1e-15));
        assertThat(spending.levelOf(31)).isCloseTo(0.00045454, within(1e-8));
        for (int k = 31; k < 500; k++) {
            assertThat(spending.levelOf(k)).isLessThan(spending.levelOf(k - 1));
        }
    }

    @Property(tries = 200)
    void levelsNeverSumToMoreThanTheTotal(
            @ForAll @DoubleRange(min = 0.01, max = 0.5) double total,
            @ForAll @IntRange(min = 1, max = 100) int equal,
            @ForAll @DoubleRange(min = 0.01, max = 0.9) double tail,
            @ForAll @IntRange(min = 0, max = 50) int delay) {
        AlphaSpending spending = new AlphaSpending(total, equal, tail, delay, 1e-12);
        double sum = 0;
        for (int k = 1; k <= 20_000; k++) {
            sum += spending.levelOf(k);
        }
        assertThat(sum).isLessThan(total * (1 + 1e-9)).isGreaterThan(total * (1 - 0.01));
    }

    @Test
    void budgetEndsAndStaysEnded() {
        AlphaSpending spending = AlphaSpending.DEFAULT;
        ErrorBudget budget = ErrorBudget.FRESH;
        while (spending.nextLevel(budget) > 0) {
            budget = spending.spend(budget, spending.nextLevel(budget));
        }
        assertThat(budget.tests()).isEqualTo(91);
        assertThat(budget.spent()).isLessThanOrEqualTo(0.05);
    }

    @Test
    void whatOtherSettingsHaveSpentCounts() {
        assertThat(AlphaSpending.DEFAULT.nextLevel(new ErrorBudget(1, 0.0495))).isCloseTo(0.0005, within(1e-12));
        assertThat(AlphaSpending.DEFAULT.nextLevel(new ErrorBudget(1, 0.05))).isZero();
        assertThat(AlphaSpending.DEFAULT.nextLevel(new ErrorBudget(1, 0.2))).isZero();
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlphaSpending(0, 30, 0.1, 9, 1e-5))
                .withMessageContaining("0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> AlphaSpending.DEFAULT.levelOf(0));
    }
}
