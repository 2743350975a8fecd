package dev.apes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.EnhancedPrompt;
import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.PatternRecord.Condition;
import dev.apes.engine.text.PromptFeature;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which parameters a rule is applied with, or whether it is at all, by the conditions of what is derived from it. */
class PromptEnhancerDerivedTest {
    private static final Prompt SHORT = Prompt.of("1", "Name three rivers.");
    private static final Prompt LONG =
            Prompt.of("2", "Name three rivers of Europe and say of each where it rises and where it ends.");
    private static final Condition IS_LONG =
            new Condition(PromptFeature.WORD_COUNT.featureName(), 10, Double.POSITIVE_INFINITY);
    private static final Condition HAS_WORDS =
            new Condition(PromptFeature.WORD_COUNT.featureName(), 1, Double.POSITIVE_INFINITY);

    /** Writes its id and a number. */
    private record Writing(RuleDefinition definition) implements PromptRule {
        Writing(String id, int priority) {
            this(new RuleDefinition(
                    id,
                    id,
                    "test",
                    "",
                    priority,
                    "1",
                    ParameterSpace.of(ParameterDefinition.integer("n", 0, 0, 9, "what it writes"))));
        }

        @Override
        public RuleOutcome apply(Prompt prompt, ParameterValues values) {
            String text = " many words so that it gets long " + definition.id() + values.integer("n");
            return new RuleOutcome.Changed(prompt.text() + text, List.of(new Edit(Edit.Kind.ADD, "", text, "because")));
        }
    }

    private final PromptEnhancer plain =
            PromptEnhancer.of(List.of(new Writing("first", 5), new Writing("second", 3)), Map.of());

    private static DerivedRule derived(String base, int n, boolean confines, Condition... conditions) {
        return DerivedRule.of(base, new ParameterValues(Map.of("n", n)), List.of(conditions), confines);
    }

    @Test
    void aConfinedRuleIsLeftOutElsewhereAndSaysWhy() {
        DerivedRule only = derived("first", 4, true, IS_LONG);
        PromptEnhancer enhancer = plain.withDerived(List.of(only));

        assertThat(enhancer.enhance(LONG).text()).contains("first4").contains("second0");
        assertThat(enhancer.enhance(LONG).applied())
                .extracting(EnhancedPrompt.Applied::ruleId)
                .containsExactly(only.id(), "second");
        assertThat(enhancer.enhance(SHORT).text()).doesNotContain("first").contains("second0");
        assertThat(enhancer.enhance(SHORT).leftOut())
                .containsExactly(new EnhancedPrompt.LeftOut("first", "shown to help only where word_count >= 10"));
    }

    @Test
    void elsewhereARuleKeepsItsOwnParameters() {
        PromptEnhancer enhancer = plain.withDerived(List.of(derived("first", 7, false, IS_LONG)));

        assertThat(enhancer.enhance(LONG).text()).contains("first7");
        assertThat(enhancer.enhance(SHORT).text()).contains("first0");
    }

    @Test
    void theLastPromotedGoesBeforeTheOthers() {
        PromptEnhancer enhancer =
                plain.withDerived(List.of(derived("first", 1, true, HAS_WORDS), derived("first", 2, false, IS_LONG)));

        assertThat(enhancer.enhance(LONG).text()).contains("first2");
        assertThat(enhancer.enhance(SHORT).text()).contains("first1");
    }

    @Test
    void conditionsSpeakOfThePromptAsItWasGiven() {
        PromptEnhancer enhancer = plain.withDerived(List.of(derived("second", 5, false, IS_LONG)));

        assertThat(enhancer.enhance(SHORT).text())
                .as("the first rule has made it long")
                .contains("second0");
        String between = enhancer.before("second").enhance(SHORT).text();
        String there = enhancer.only("second").enhance(SHORT, between).text();
        assertThat(enhancer.after("second").enhance(SHORT, there).text())
                .isEqualTo(enhancer.enhance(SHORT).text());
    }

    @Test
    void aDerivedRuleCanBeTunedLikeAnyOther() {
        DerivedRule where = derived("first", 1, false, IS_LONG);
        PromptEnhancer enhancer = plain.withDerived(List.of(where));

        assertThat(enhancer.with(where.id(), new ParameterValues(Map.of("n", 8)))
                        .enhance(LONG)
                        .text())
                .contains("first8");
        assertThat(enhancer.with("first", new ParameterValues(Map.of("n", 8)))
                        .enhance(LONG)
                        .text())
                .contains("first1");
        assertThat(enhancer.withDerived(List.of()).enhance(LONG).text()).contains("first0");
    }

    @Test
    void refusesParametersThatItsBaseDoesNotTakeAndIgnoresAnUnknownBase() {
        assertThatThrownBy(() -> plain.withDerived(List.of(derived("first", 10, false, IS_LONG))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("first_where_")
                .hasMessageContaining("from 0 to 9");
        assertThat(plain.withDerived(List.of(derived("nobody", 1, true, IS_LONG)))
                        .enhance(SHORT))
                .isEqualTo(plain.enhance(SHORT));
    }
}
