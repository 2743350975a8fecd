package dev.apes.persistence.query;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a session's iterations add up to, as table {@code training_session_figures} has it.
 *
 * @param iterations how many are committed
 * @param firstScore performance score of the first iteration that had a model, in [0, 1]: {@code (0.4 modelAccuracy + 0.3 ruleEffectiveness + 0.2
 *     patternCoverage) / 0.9}; empty without such iterations
 * @param lastScore of the last one
 * @param bestScore the highest
 * @param runningSeconds time that the steps of all iterations took
 * @param evaluatorCalls calls in all; the holdout's are added when the session ends
 * @param promotions how many candidates became incumbents
 * @param promptsGenerated how many generated prompts were kept
 * @param lastCommit when the last iteration was committed
 * @param holdout what the holdout showed, if it was measured at the end
 */
public record SessionFigures(
        int iterations,
        OptionalDouble firstScore,
        OptionalDouble lastScore,
        OptionalDouble bestScore,
        double runningSeconds,
        long evaluatorCalls,
        int promotions,
        long promptsGenerated,
        Optional<Instant> lastCommit,
        Optional<Holdout> holdout) {

    /**
     * Mean scores of the holdout prompts, in [0, 1].
     *
     * @param prompts how many
     * @param raw as they are
     * @param atStart enhanced with the parameters at the start
     * @param atEnd enhanced with those at the end
     * @param low lower end of the 95 % interval of {@code atEnd - atStart}, paired
     * @param high upper end of it
     */
    public record Holdout(int prompts, double raw, double atStart, double atEnd, double low, double high) {
        /** {@return what training brought} */
        public double difference() {
            return atEnd - atStart;
        }

        /** {@return whether the whole interval is above 0} */
        public boolean shown() {
            return low > 0;
        }
    }
}
