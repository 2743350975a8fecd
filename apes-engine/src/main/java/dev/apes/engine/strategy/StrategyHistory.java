package dev.apes.engine.strategy;

import java.util.ArrayList;
import java.util.List;

/**
 * What each strategy has bought: the discounted count, mean and spread of its rewards. A reward is the gain measured on training
 * prompts per thousand evaluator calls of the iteration that used it. Immutable; at most one line per strategy.
 *
 * @param arms one per strategy that has been used, in the order of {@link Strategy}
 * @param rewards how many rewards there have been, undiscounted
 */
public record StrategyHistory(List<Arm> arms, int rewards) {
    /** What an old reward weighs against the next newer one; the rules change, and with them what pays. */
    private static final double DISCOUNT = 0.97;

    /** Copies. */
    public StrategyHistory {
        arms = List.copyOf(arms);
    }

    /**
     * One strategy's rewards.
     *
     * @param strategy the strategy
     * @param weight discounted number of rewards
     * @param mean discounted mean
     * @param squares discounted sum of squared deviations
     */
    public record Arm(Strategy strategy, double weight, double mean, double squares) {
        private Arm discounted() {
            return new Arm(strategy, weight * DISCOUNT, mean, squares * DISCOUNT);
        }

        private Arm with(double reward) {
            double total = weight + 1;
            double delta = reward - mean;
            double newMean = mean + delta / total;
            return new Arm(strategy, total, newMean, squares + delta * (reward - newMean));
        }
    }

    /** {@return the history of nothing} */
    public static StrategyHistory empty() {
        return new StrategyHistory(List.of(), 0);
    }

    /** {@return discounted number of rewards over all strategies} */
    public double observations() {
        return arms.stream().mapToDouble(Arm::weight).sum();
    }

    /**
     * @param strategy what was used
     * @param reward what it bought; finite
     * @return the history with it
     */
    public StrategyHistory with(Strategy strategy, double reward) {
        if (!Double.isFinite(reward)) {
            throw new IllegalArgumentException("reward of " + strategy + " must be finite but is " + reward);
        }
        List<Arm> next = new ArrayList<>();
        for (Strategy s : Strategy.values()) {
            Arm arm = arms.stream()
                    .filter(a -> a.strategy == s)
                    .findFirst()
                    .map(Arm::discounted)
                    .orElse(null);
            if (s == strategy) {
                arm = (arm == null ? new Arm(s, 0, 0, 0) : arm).with(reward);
            }
            if (arm != null) {
                next.add(arm);
            }
        }
        return new StrategyHistory(next, rewards + 1);
    }
}
