package dev.apes.engine.rule;

import dev.apes.api.Prompt;
import dev.apes.api.contract.PromptRuleContract;
import dev.apes.api.rule.PromptRule;
import java.util.ArrayList;
import java.util.List;

class ClarityRuleContractTest extends PromptRuleContract {
    @Override
    protected PromptRule createRule() {
        return new ClarityRule();
    }

    @Override
    protected List<Prompt> samplePrompts() {
        List<Prompt> prompts = new ArrayList<>(super.samplePrompts());
        prompts.addAll(OwnPrompts.all());
        return prompts;
    }
}
