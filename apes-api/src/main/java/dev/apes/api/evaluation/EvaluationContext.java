package dev.apes.api.evaluation;

import dev.apes.api.Cancellation;
import java.util.Objects;

/**
 * What an evaluator may draw on besides the request.
 *
 * @param seed for evaluators that randomise; noise must be a function of (seed, request, replicate), not of call order
 * @param cancellation asked between requests
 * @param arrivals told of single answers while others of the batch are still out
 */
public record EvaluationContext(long seed, Cancellation cancellation, Arrivals arrivals) {
    /**
     * Is told of an answer as soon as it is there. A paid evaluator that calls this loses at most the calls in flight when its process
     * is killed, in place of its whole batch; telling is voluntary, and the answer is in the returned list all the same. Thread-safe.
     */
    @FunctionalInterface
    public interface Arrivals {
        /**
         * @param position of the request in the batch
         * @param answer what came
         */
        void arrived(int position, Evaluation answer);
    }

    /** Validates. */
    public EvaluationContext {
        Objects.requireNonNull(cancellation, "cancellation");
        Objects.requireNonNull(arrivals, "arrivals");
    }

    /**
     * A context in which nobody waits for single answers.
     *
     * @param seed for evaluators that randomise
     * @param cancellation asked between requests
     */
    public EvaluationContext(long seed, Cancellation cancellation) {
        this(seed, cancellation, (position, answer) -> {});
    }

    /**
     * @param seed for evaluators that randomise
     * @return a context that is never cancelled
     */
    public static EvaluationContext of(long seed) {
        return new EvaluationContext(seed, Cancellation.NONE);
    }
}
