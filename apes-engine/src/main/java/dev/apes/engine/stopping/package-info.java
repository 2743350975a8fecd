/**
 * Stopping criteria, each a small pure value. Internal; start at {@link dev.apes.engine.stopping.StoppingCriteria}.
 *
 * <p>Two series are read from a history: the deciding improvements, and the <em>score</em> of an iteration, which is the mean of its
 * model accuracy, rule effectiveness and pattern coverage with weights 4, 3 and 2: in [0, 1], and without the clock.
 */
package dev.apes.engine.stopping;
