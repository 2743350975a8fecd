package dev.apes.engine.statistics;

import dev.apes.api.TrainingStep;
import java.util.random.RandomGenerator;

/**
 * Derives every random stream from (session seed, iteration, step, purpose), so that no generator's state ever needs saving: the
 * same seed gives the same streams on every JVM, on one thread or many, in one go or resumed. Immutable.
 *
 * <pre>{@code
 * RandomStreams streams = new RandomStreams(seed).at(iteration, TrainingStep.OPTIMISE);
 * RandomGenerator proposals = streams.stream("proposals of " + ruleId);
 * RandomGenerator third = streams.stream("fold", 3);   // one stream per parallel task
 * }</pre>
 *
 * <p>Each part goes through a 64-bit hash (FNV-1a for text, Stafford's mix 13 for words), so that neighbouring seeds, iterations
 * and purposes give unrelated streams. Two of k streams share a seed with probability about k² / 2^65.
 */
public final class RandomStreams {
    private final long state;

    /** @param sessionSeed the seed of the session; any value */
    public RandomStreams(long sessionSeed) {
        state = sessionSeed;
    }

    /**
     * @param iteration from 1; 0 for what happens before the first
     * @param step the step
     * @return the streams of this step
     */
    public RandomStreams at(int iteration, TrainingStep step) {
        return at(iteration, step.name());
    }

    /**
     * @param iteration from 1; 0 for what happens before the first
     * @param step name of a stage that is no step of the loop, e.g. {@code "holdout"}
     * @return the streams of this stage
     */
    public RandomStreams at(int iteration, String step) {
        return new RandomStreams(Mix.fold(Mix.fold(state, iteration), Mix.ofText(step)));
    }

    /**
     * @param purpose what the numbers are for; unique within the step
     * @return a fresh generator, always starting at the same place; not thread-safe
     */
    public RandomGenerator stream(String purpose) {
        return stream(purpose, 0);
    }

    /**
     * @param purpose what the numbers are for
     * @param index tells several streams of one purpose apart, e.g. a fold, a prompt's hash or a task
     * @return a fresh generator, always starting at the same place; not thread-safe
     */
    public RandomGenerator stream(String purpose, long index) {
        return new StreamRandom(seed(purpose, index));
    }

    /**
     * A seed for libraries that take one.
     *
     * @param purpose what it is for
     * @param index tells several seeds of one purpose apart
     * @return 64 well-mixed bits
     */
    public long seed(String purpose, long index) {
        return Mix.fold(Mix.fold(state, Mix.ofText(purpose)), index);
    }
}
