package dev.apes.api.store;

import dev.apes.api.Checks;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Why an iteration generated what it generated, and what strategies have bought so far.
 *
 * @param strategy what was chosen, or {@code none}
 * @param explanation a sentence
 * @param runnerUp what would have come next
 * @param confidence how clearly the choice came first, in [0, 1]
 * @param arms what each strategy has bought after this iteration, sessions before this one included
 * @param rewards how many rewards that is, undiscounted
 * @param allocation rows given to each focus, by rule id, in a fixed order; empty where nothing was targeted
 * @param wantedDifficulty prompts wanted of each difficulty level, in a fixed order
 * @param levels difficulty scores from which a prompt of this session is medium, hard and extreme; empty where nothing was
 *     generated
 * @param mixPValue of "the prompts kept come from the wanted mix", in [0, 1] (chi-squared); empty where there are too few of them
 */
public record StrategyRecord(
        String strategy,
        String explanation,
        Optional<String> runnerUp,
        double confidence,
        List<Arm> arms,
        int rewards,
        Map<String, Integer> allocation,
        Map<String, Integer> wantedDifficulty,
        List<Double> levels,
        OptionalDouble mixPValue) {
    /** Nothing is known. */
    public static final StrategyRecord NONE = new StrategyRecord(
            "none",
            "nothing was chosen",
            Optional.empty(),
            0,
            List.of(),
            0,
            Map.of(),
            Map.of(),
            List.of(),
            OptionalDouble.empty());

    /** Validates and copies. */
    public StrategyRecord {
        Checks.notBlank(strategy, "strategy");
        Checks.notBlank(explanation, "explanation of a strategy");
        Objects.requireNonNull(runnerUp, "runnerUp");
        Checks.inRange(confidence, 0, 1, "confidence in a strategy");
        arms = List.copyOf(arms);
        Checks.atLeast(rewards, 0, "rewards");
        allocation = Checks.orderedCopy(allocation);
        wantedDifficulty = Checks.orderedCopy(wantedDifficulty);
        levels = List.copyOf(levels);
        mixPValue.ifPresent(p -> Checks.inRange(p, 0, 1, "mixPValue"));
    }

    /**
     * What one strategy has bought: the gain measured on training prompts per thousand evaluator calls of the iterations that used
     * it, older ones discounted.
     *
     * @param strategy its name
     * @param weight discounted number of iterations, at least 0
     * @param mean discounted mean
     * @param squares discounted sum of squared deviations, at least 0
     */
    public record Arm(String strategy, double weight, double mean, double squares) {
        /** Validates. */
        public Arm {
            Checks.notBlank(strategy, "strategy");
            Checks.inRange(weight, 0, Double.MAX_VALUE, "weight of " + strategy);
            Checks.finite(mean, "mean of " + strategy);
            Checks.inRange(squares, 0, Double.MAX_VALUE, "squares of " + strategy);
        }
    }
}
