package dev.apes.engine;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.engine.stopping.CorrelationDriven;
import dev.apes.engine.stopping.GeneralizationLoss;
import dev.apes.engine.stopping.MannKendall;
import dev.apes.engine.stopping.Patience;
import dev.apes.engine.stopping.ProgressQuotient;
import dev.apes.engine.stopping.RegretBound;
import dev.apes.engine.stopping.RisingStrips;
import dev.apes.engine.stopping.SlopeEquivalence;
import dev.apes.engine.stopping.StoppingCriteria;
import java.util.List;

/**
 * Stopping criteria for any training loop; nothing else of APES is needed.
 *
 * <pre>{@code
 * StoppingCriterion criterion = Stopping.anyOf(Stopping.recommended(), Stopping.parse("max_iterations:limit=500"));
 * ScoreHistory history = new ScoreHistory();
 * StopDecision decision;
 * do {
 *     trainOneEpoch();
 *     history.add(validationAccuracy());
 *     decision = criterion.evaluate(history.toHistory());
 * } while (decision instanceof StopDecision.Continue);
 * System.out.println("stopped: " + decision.explanation());
 * }</pre>
 *
 * Criteria are immutable, safe for many threads, and pure functions of the history: after a crash, fill a {@link ScoreHistory} again
 * and go on as if nothing had been. Every {@link StopDecision} says why, with figures. The criteria differ in what they read:
 *
 * <ul>
 *   <li>scores: {@link #recommended}, {@link #slopeEquivalence}, {@link #mannKendall}, {@link #patience};
 *   <li>losses: {@link #prechelt}, {@link #precheltQuotient}, {@link #precheltStrips}, {@link #correlationDriven};
 *   <li>a surrogate's bound: {@link #regretBound}.
 * </ul>
 *
 * Those that only make sense inside a session, and all settings, are there by name: {@link #parse}, {@link #available}.
 */
public final class Stopping {
    private Stopping() {}

    /** {@return slope equivalence over 20, 40 or 80 iterations, for scores whose gain is worth having from 0.0005 an iteration} */
    public static StoppingCriterion recommended() {
        return StoppingCriteria.recommended();
    }

    /**
     * Stops when even the upper 95 % confidence bound of the score's slope is not worth having, three times in a row.
     *
     * @param window iterations looked at, at least 4; longer than the longest stand-still before a gain
     * @param minGain smallest gain of score per iteration worth having, above 0
     * @return the criterion
     */
    public static StoppingCriterion slopeEquivalence(int window, double minGain) {
        return new SlopeEquivalence(window, minGain, 0.95, 3);
    }

    /**
     * Stops when the Mann-Kendall test sees no upward trend of the score at 5 %, three times in a row.
     *
     * @param window iterations looked at, from 8 to 2,000
     * @param lags autocorrelations that the test is modified for (Hamed and Rao 1998), 0 for none
     * @return the criterion
     */
    public static StoppingCriterion mannKendall(int window, int lags) {
        return new MannKendall(window, 0.05, 3, lags);
    }

    /**
     * Stops when the score has not exceeded its best by more than a delta for some iterations, as Keras does.
     *
     * @param patience iterations, at least 1
     * @param minDelta in [0, 1]
     * @return the criterion
     */
    public static StoppingCriterion patience(int patience, double minDelta) {
        return new Patience(patience, minDelta);
    }

    /**
     * Prechelt's GL: stops when the validation loss is too far above its minimum.
     *
     * @param alpha per cent, above 0; 5 is usual
     * @return the criterion
     */
    public static StoppingCriterion prechelt(double alpha) {
        return new GeneralizationLoss(alpha);
    }

    /**
     * Prechelt's PQ: like GL, but forgiving while the training loss still moves.
     *
     * @param alpha above 0; 0.5 is usual
     * @param strip iterations per strip, at least 2; 5 is usual
     * @return the criterion
     */
    public static StoppingCriterion precheltQuotient(double alpha, int strip) {
        return new ProgressQuotient(alpha, strip);
    }

    /**
     * Prechelt's UP: stops when the validation loss rose over some strips in a row.
     *
     * @param strips at least 1; 3 is usual
     * @param strip iterations per strip, at least 1; 5 is usual
     * @return the criterion
     */
    public static StoppingCriterion precheltStrips(int strips, int strip) {
        return new RisingStrips(strips, strip);
    }

    /**
     * CDSC (Miseta 2024): stops when training and validation loss no longer move together.
     *
     * @param window iterations per correlation, at least 3
     * @param threshold correlation below which they do not, in [-1, 1]
     * @param times how often in a row, at least 1
     * @return the criterion
     */
    public static StoppingCriterion correlationDriven(int window, double threshold, int times) {
        return new CorrelationDriven(window, threshold, times);
    }

    /**
     * Stops when a surrogate's bound on what can still be gained is not worth having (Makarova 2022).
     *
     * @param tolerance a bound not above it is not worth having, at least 0
     * @return the criterion
     */
    public static StoppingCriterion regretBound(double tolerance) {
        return new RegretBound(tolerance, 1);
    }

    /**
     * @param criteria at least one
     * @return stops as soon as one does, with the reason of the first in order
     */
    public static StoppingCriterion anyOf(StoppingCriterion... criteria) {
        return StoppingCriteria.anyOf(criteria);
    }

    /**
     * @param criteria at least one
     * @return stops when all do after the same iteration
     */
    public static StoppingCriterion allOf(StoppingCriterion... criteria) {
        return StoppingCriteria.allOf(criteria);
    }

    /**
     * A criterion from text, as {@code apes train --stopping} takes it, e.g. {@code slope_equivalence:min_gain=0.001|max_iterations:limit=50}.
     *
     * @param text {@code name} or {@code name:option=value,option=value}; several joined by {@code &} (all) and {@code |} (any), of which
     *     {@code &} binds closer, with parentheses where that is not meant; {@code recommended} stands for {@link #recommended()}
     * @return the criterion
     * @throws InvalidInputException naming what is unknown or malformed
     */
    public static StoppingCriterion parse(String text) {
        return StoppingCriteria.parse(text);
    }

    /**
     * @param criterion one made by this class
     * @return the text from which {@link #parse} makes an equal one
     */
    public static String format(StoppingCriterion criterion) {
        return StoppingCriteria.format(criterion);
    }

    /** {@return every built-in criterion with its default settings, as text for {@link #parse}} */
    public static List<String> available() {
        return StoppingCriteria.builtIn().values().stream()
                .map(StoppingCriteria::format)
                .toList();
    }

    /**
     * The names of criteria in a text, plugins' included, without looking them up.
     *
     * @param text as for {@link #parse}
     * @return in order, each once; {@code recommended} is none
     * @throws InvalidInputException if it is malformed
     */
    public static List<String> names(String text) {
        return StoppingCriteria.names(text);
    }

    /**
     * @param criterion any criterion
     * @return how many iterations a history must have before it can stop; 1 for one that is not built in, of which nothing is known
     */
    public static int minimumHistory(StoppingCriterion criterion) {
        return StoppingCriteria.minimumHistory(criterion);
    }
}
