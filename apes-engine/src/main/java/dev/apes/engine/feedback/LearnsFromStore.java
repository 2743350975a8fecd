package dev.apes.engine.feedback;

import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.store.SessionStore;
import java.util.List;
import java.util.Map;

/** An evaluator that can't judge before it has read the store. Thread-safe. */
public interface LearnsFromStore extends PromptEvaluator {
    /**
     * @param store what to learn from
     * @param rules the installed rules, to see what their work looks like
     * @param asOf the configuration of an evaluator that learnt earlier, to learn the same again from a store that has grown since;
     *     empty to learn from everything
     * @return an evaluator that has learnt; this instance stays as it is
     * @throws dev.apes.api.error.InvalidInputException if there is too little to learn from; says how much is needed
     */
    PromptEvaluator learn(SessionStore store, List<PromptRule> rules, Map<String, String> asOf);
}
