package com.example.apes;

import dev.apes.api.contract.PromptEvaluatorContract;
import dev.apes.api.contract.PromptRuleContract;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.rule.PromptRule;
import org.junit.jupiter.api.Nested;

/** What APES relies on. */
class ContractTest {
    @Nested
    class Rule extends PromptRuleContract {
        @Override
        protected PromptRule createRule() {
            return new AnswerLanguageRule();
        }
    }

    @Nested
    class Evaluator extends PromptEvaluatorContract {
        @Override
        protected PromptEvaluator createEvaluator() {
            return new ShortSentencesEvaluator();
        }
    }
}
