package dev.apes.engine;

import dev.apes.api.Checks;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.TrainingHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Makes the history that stopping criteria read from plain numbers, one iteration after the other; see {@link Stopping}.
 *
 * <pre>{@code
 * ScoreHistory history = new ScoreHistory();
 * history.add(0.61).losses(0.42, 0.47);
 * history.add(0.64).losses(0.37, 0.44);
 * TrainingHistory h = history.toHistory();
 * }</pre>
 *
 * A score is better the higher it is. NaN and infinities are refused, and leave the history as it was. Not safe for many threads; what
 * {@link #toHistory} gives is immutable and does not change with this.
 */
public final class ScoreHistory {
    private final double low;
    private final double range;
    private final List<IterationSummary> iterations = new ArrayList<>();
    private double best;

    /** For scores in [0, 1], e.g. an accuracy. */
    public ScoreHistory() {
        this(0, 1);
    }

    private ScoreHistory(double low, double high) {
        this.low = low;
        this.range = high - low;
    }

    /**
     * For scores on another scale. Criteria see them mapped to [0, 1], so a setting in units of score must be divided by
     * {@code high - low}.
     *
     * @param low lowest score possible, finite
     * @param high highest score possible, finite, above {@code low}
     * @return an empty history
     */
    public static ScoreHistory between(double low, double high) {
        Checks.finite(low, "low");
        Checks.finite(high, "high");
        if (!(high > low && Double.isFinite(high - low))) {
            throw new IllegalArgumentException("high must be above low but they are " + high + " and " + low);
        }
        return new ScoreHistory(low, high);
    }

    /**
     * Adds an iteration. Its improvement, which some criteria read, is the relative change against the best score before it.
     *
     * @param score between the lowest and the highest score possible
     * @return this
     */
    public ScoreHistory add(double score) {
        Checks.inRange(score, low, low + range, "score of iteration " + (iterations.size() + 1));
        double scaled = Math.max(0, Math.min(1, (score - low) / range));
        double improvement = iterations.isEmpty() || best == 0 ? 0 : (scaled - best) / best;
        IterationSummary before = iterations.isEmpty() ? null : iterations.get(iterations.size() - 1);
        iterations.add(new IterationSummary(
                iterations.size() + 1,
                new PerformanceMetrics(scaled, scaled, scaled, 0),
                improvement,
                0,
                before == null ? 0 : before.evaluatorCalls(),
                before == null ? Duration.ZERO : before.elapsed(),
                false,
                false,
                OptionalDouble.empty(),
                OptionalDouble.empty()));
        best = Math.max(best, scaled);
        return this;
    }

    /**
     * Gives the newest iteration its losses.
     *
     * @param training loss on what is trained on, finite
     * @param validation loss on other data, finite
     * @return this
     * @throws IllegalStateException if there is no iteration yet
     */
    public ScoreHistory losses(double training, double validation) {
        IterationSummary i = newest();
        return replace(new IterationSummary(
                i.iteration(),
                i.metrics(),
                i.improvement(),
                i.promotions(),
                i.evaluatorCalls(),
                i.elapsed(),
                i.targetsReached(),
                i.gapsExhausted(),
                OptionalDouble.of(training),
                OptionalDouble.of(validation),
                i.regretBound()));
    }

    /**
     * Gives the newest iteration a surrogate's bound on what can still be gained.
     *
     * @param bound at least 0
     * @return this
     * @throws IllegalStateException if there is no iteration yet
     */
    public ScoreHistory regretBound(double bound) {
        IterationSummary i = newest();
        return replace(new IterationSummary(
                i.iteration(),
                i.metrics(),
                i.improvement(),
                i.promotions(),
                i.evaluatorCalls(),
                i.elapsed(),
                i.targetsReached(),
                i.gapsExhausted(),
                i.trainingLoss(),
                i.validationLoss(),
                OptionalDouble.of(bound)));
    }

    /**
     * Gives the newest iteration what training has cost so far, for limits.
     *
     * @param evaluations of the whole training up to its end, at least 0
     * @param elapsed running time of the whole training up to its end
     * @return this
     * @throws IllegalStateException if there is no iteration yet
     */
    public ScoreHistory cost(long evaluations, Duration elapsed) {
        IterationSummary i = newest();
        return replace(new IterationSummary(
                i.iteration(),
                i.metrics(),
                i.improvement(),
                i.promotions(),
                evaluations,
                elapsed,
                i.targetsReached(),
                i.gapsExhausted(),
                i.trainingLoss(),
                i.validationLoss(),
                i.regretBound()));
    }

    /** {@return how many iterations there are} */
    public int size() {
        return iterations.size();
    }

    /** {@return the iterations so far} */
    public TrainingHistory toHistory() {
        return new TrainingHistory(iterations);
    }

    private IterationSummary newest() {
        if (iterations.isEmpty()) {
            throw new IllegalStateException("there is no iteration yet; add a score first");
        }
        return iterations.get(iterations.size() - 1);
    }

    private ScoreHistory replace(IterationSummary iteration) {
        iterations.set(iterations.size() - 1, iteration);
        return this;
    }
}
