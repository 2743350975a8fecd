package dev.apes.examples;

import dev.apes.api.contract.PromptEvaluatorContract;
import dev.apes.api.contract.StoppingCriterionContract;
import dev.apes.api.contract.SyntheticGeneratorContract;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.stopping.StoppingCriterion;
import org.junit.jupiter.api.Nested;

/** The examples keep the contracts that plugin authors can test against. */
class CustomPartsContractTest {
    @Nested
    class Evaluator extends PromptEvaluatorContract {
        @Override
        protected PromptEvaluator createEvaluator() {
            return new CustomEvaluator();
        }
    }

    @Nested
    class Criterion extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new CustomStoppingCriterion();
        }
    }

    @Nested
    class Generator extends SyntheticGeneratorContract {
        @Override
        protected SyntheticGenerator createGenerator() {
            return new CustomGenerator();
        }
    }
}
