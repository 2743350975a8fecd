package dev.apes.api.evaluation;

import dev.apes.api.Cancellation;
import java.util.Objects;

/**
 * What an evaluator may draw on besides the request.
 *
 * @param seed for evaluators that randomise; noise must be a function of (seed, request, replicate), not of call order
 * @param cancellation asked between requests
 */
public record EvaluationContext(long seed, Cancellation cancellation) {
    /** Validates. */
    public EvaluationContext {
        Objects.requireNonNull(cancellation, "cancellation");
    }

    /**
     * @param seed for evaluators that randomise
     * @return a context that is never cancelled
     */
    public static EvaluationContext of(long seed) {
        return new EvaluationContext(seed, Cancellation.NONE);
    }
}
