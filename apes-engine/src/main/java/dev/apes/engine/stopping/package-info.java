/**
 * Stopping criteria, each a small pure value. Internal; start at {@link dev.apes.engine.Stopping}.
 *
 * <p>Two series are read from a history: the deciding improvements, and the <em>score</em> of an iteration, which is the mean of its
 * model accuracy, rule effectiveness and pattern coverage with weights 4, 3 and 2: in [0, 1], and without the clock. Criteria on
 * losses read those of the effectiveness model.
 *
 * <p>A decision costs as much as the criterion's window, however long the history is. Only {@link dev.apes.engine.stopping.Patience},
 * {@link dev.apes.engine.stopping.GeneralizationLoss} and {@link dev.apes.engine.stopping.ProgressQuotient} are defined by the best of the whole history and
 * read all of it, once and without a copy.
 */
package dev.apes.engine.stopping;
