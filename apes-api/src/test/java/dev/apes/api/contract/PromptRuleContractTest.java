package dev.apes.api.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.Prompt;
import dev.apes.api.rule.Edit;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleOutcome;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A rule that fulfils the contract passes it; each way of breaking it is noticed by the test meant for it. */
class PromptRuleContractTest extends PromptRuleContract {
    @Override
    protected PromptRule createRule() {
        return new LengthLimitRule();
    }

    @Test
    void noticesARuleThatAddsItsLineAgain() {
        noticed(of(text -> text + "\nBe brief."), PromptRuleContract::changesNothingTheSecondTime);
    }

    @Test
    void noticesParametersWithoutEffect() {
        noticed(of(text -> text + "\nBe brief."), PromptRuleContract::everyParameterHasAnEffectOnSomePrompt);
    }

    @Test
    void noticesDamagedSpans() {
        noticed(of(text -> text.replace("maybe", "") + "!"), PromptRuleContract::keepsProtectedSpans);
    }

    @Test
    void noticesSplitSurrogatePairs() {
        noticed(of(text -> text.substring(1) + "!"), PromptRuleContract::acceptsAnyText);
    }

    @Test
    void noticesDependenceOnTheLocale() {
        noticed(of(text -> text.toUpperCase(Locale.getDefault()) + "!"), PromptRuleContract::doesNotDependOnTheLocale);
    }

    @Test
    void noticesCountersInTheRule() {
        int[] calls = {0};
        noticed(of(text -> text + ++calls[0]), PromptRuleContract::isDeterministic);
    }

    @Test
    void noticesARuleThatNeverApplies() {
        noticed(
                new LengthLimitRule() {
                    @Override
                    public RuleOutcome apply(Prompt prompt, ParameterValues values) {
                        return new RuleOutcome.NotApplicable("never");
                    }
                },
                PromptRuleContract::changesSomePromptAndSaysSoTruthfully);
    }

    private static PromptRule of(UnaryOperator<String> edit) {
        return new LengthLimitRule() {
            @Override
            public RuleOutcome apply(Prompt prompt, ParameterValues values) {
                String text = edit.apply(prompt.text());
                return new RuleOutcome.Changed(text, List.of(new Edit(Edit.Kind.REPLACE, "", "", "for the test")));
            }
        };
    }

    private static void noticed(PromptRule rule, Consumer<PromptRuleContract> test) {
        PromptRuleContract contract = new PromptRuleContract() {
            @Override
            protected PromptRule createRule() {
                return rule;
            }
        };
        assertThatThrownBy(() -> test.accept(contract)).isInstanceOf(AssertionError.class);
    }
}
