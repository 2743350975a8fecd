package dev.apes.api.evaluation;

import dev.apes.api.error.InvalidInputException;
import java.util.List;
import java.util.Map;

/**
 * Scores texts as versions of original prompts, <i>E(text; original, context, reference) ∈ [0, 1]</i>. Service provider
 * interface.
 *
 * <p>Implementations are thread-safe and hold no state that changes an answer. The answer to a request depends on the request
 * and {@link EvaluationContext#seed()} alone, never on its place in the batch.
 *
 * <p>The contract test {@code dev.apes.api.contract.PromptEvaluatorContract} in this module's test jar checks that.
 */
public interface PromptEvaluator {
    /** {@return who judges, and how; the same on every call} */
    EvaluatorInfo info();

    /**
     * Scores a batch.
     *
     * @param batch requests, possibly none; may repeat
     * @param context seed and cancellation
     * @return one evaluation per request, in the same order; never null, no null elements
     * @throws dev.apes.api.error.CancelledException if cancelled
     */
    List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context);

    /**
     * @param options settings by name, e.g. from {@code -E key=value}; may be empty
     * @return this evaluator with these settings in force; this instance itself stays as it is
     * @throws InvalidInputException naming an option that is unknown or has a bad value
     */
    default PromptEvaluator configure(Map<String, String> options) {
        if (!options.isEmpty()) {
            throw new InvalidInputException(
                    "-E " + options.keySet().iterator().next(),
                    "the evaluator '" + info().name() + "' takes no options; leave it out");
        }
        return this;
    }
}
