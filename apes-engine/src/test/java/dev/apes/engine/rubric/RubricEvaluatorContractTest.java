package dev.apes.engine.rubric;

import dev.apes.api.contract.PromptEvaluatorContract;
import dev.apes.api.evaluation.PromptEvaluator;

class RubricEvaluatorContractTest extends PromptEvaluatorContract {
    @Override
    protected PromptEvaluator createEvaluator() {
        return new RubricEvaluator();
    }
}
