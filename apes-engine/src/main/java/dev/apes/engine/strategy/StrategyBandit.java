package dev.apes.engine.strategy;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Thompson sampling (Thompson 1933) over at most five strategies. The reward of an iteration is normal around its strategy's mean, with
 * one variance for all; the prior of a mean is that of all rewards so far, as uncertain as {@code breadth} variances, and {@code
 * preference} deviations higher for the strategy that the cold-start table would choose. So an untried strategy keeps a chance
 * and the table is followed until rewards speak against it. Stateless.
 *
 * @param breadth variance of the prior in variances of a reward, above 0
 * @param preference of the table's choice in standard deviations of a reward, at least 0
 * @param boldness by which the deviations drawn with are multiplied, above 0; 1 is Thompson's
 */
public record StrategyBandit(double breadth, double preference, double boldness) {
    /** As benchmarked by {@code StrategyBenchmark}. */
    public static final StrategyBandit DEFAULT = new StrategyBandit(4, 1, 0.5);

    private static final int DRAWS = 400;
    /** Rewards that the guess at their deviation (half of the largest mean) weighs as much as. */
    private static final double GUESSED = 1;

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /** Validates. */
    public StrategyBandit {
        if (!(breadth > 0) || !(preference >= 0) || !(boldness > 0)) {
            throw new IllegalArgumentException("breadth and boldness must be above 0 and preference at least 0 but are "
                    + breadth + ", " + boldness + " and " + preference);
        }
    }

    /**
     * What was drawn.
     *
     * @param strategy the choice
     * @param share in [0, 1] of 400 draws in which it came first
     * @param runnerUp the other one that came first most often, if any did
     */
    public record Draw(Strategy strategy, double share, Optional<Strategy> runnerUp) {}

    /**
     * What is believed of a strategy.
     *
     * @param strategy the strategy
     * @param mean expected reward
     * @param deviation of that expectation
     */
    public record Belief(Strategy strategy, double mean, double deviation) {}

    /**
     * @param arms strategies to choose from, at least one; the table's choice first
     * @param history what strategies bought so far
     * @param random source of the draws
     * @return the choice; the table's while there are no rewards
     */
    public Draw choose(List<Strategy> arms, StrategyHistory history, RandomGenerator random) {
        if (history.rewards() == 0) {
            return new Draw(arms.get(0), 1, arms.stream().skip(1).findFirst());
        }
        List<Belief> beliefs = beliefs(arms, history);
        Strategy picked = sample(beliefs, random);
        Map<Strategy, Integer> wins = new EnumMap<>(Strategy.class);
        for (int draw = 0; draw < DRAWS; draw++) {
            wins.merge(sample(beliefs, random), 1, Integer::sum);
        }
        Optional<Strategy> next = wins.entrySet().stream()
                .filter(e -> e.getKey() != picked)
                .max(Map.Entry.<Strategy, Integer>comparingByValue()
                        .thenComparing(e -> -e.getKey().ordinal()))
                .map(Map.Entry::getKey);
        return new Draw(picked, wins.getOrDefault(picked, 0) / (double) DRAWS, next);
    }

    /**
     * The choice alone.
     *
     * @param arms as for {@link #choose}
     * @param history with at least one reward
     * @param random source of the draw
     * @return what {@link #choose} would choose
     */
    public Strategy sample(List<Strategy> arms, StrategyHistory history, RandomGenerator random) {
        return sample(beliefs(arms, history), random);
    }

    private Strategy sample(List<Belief> beliefs, RandomGenerator random) {
        Strategy best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (Belief belief : beliefs) {
            double sampled = belief.mean + boldness * belief.deviation * normal(random);
            if (sampled > most) {
                most = sampled;
                best = belief.strategy;
            }
        }
        return best;
    }

    /**
     * @param arms as for {@link #choose}
     * @param history with at least one reward
     * @return the one of the highest expected reward
     */
    public Strategy best(List<Strategy> arms, StrategyHistory history) {
        return beliefs(arms, history).stream()
                .max(Comparator.comparingDouble(Belief::mean))
                .orElseThrow()
                .strategy();
    }

    /**
     * @param arms as for {@link #choose}
     * @param history with at least one reward
     * @return what is believed of each, in order
     */
    public List<Belief> beliefs(List<Strategy> arms, StrategyHistory history) {
        double overall =
                history.arms().stream().mapToDouble(a -> a.weight() * a.mean()).sum() / history.observations();
        double scale = scale(history);
        return arms.stream()
                .map(s -> {
                    StrategyHistory.Arm arm = history.arms().stream()
                            .filter(a -> a.strategy() == s)
                            .findFirst()
                            .orElse(new StrategyHistory.Arm(s, 0, 0, 0));
                    double prior = overall + (s == arms.get(0) ? preference * scale : 0);
                    double precision = 1 / breadth + arm.weight();
                    double mean = (prior / breadth + arm.weight() * arm.mean()) / precision;
                    return new Belief(s, mean, scale / Math.sqrt(precision));
                })
                .toList();
    }

    /** Pooled deviation of the rewards, mixed with a guess that counts less the more is known; never 0. */
    private static double scale(StrategyHistory history) {
        double squares = history.arms().stream()
                .mapToDouble(StrategyHistory.Arm::squares)
                .sum();
        double largest = history.arms().stream()
                .mapToDouble(a -> Math.abs(a.mean()))
                .max()
                .orElse(0);
        double guess = Math.max(1e-9, largest / 2);
        double freedom = Math.max(0, history.observations() - history.arms().size());
        return Math.sqrt((squares + GUESSED * guess * guess) / (freedom + GUESSED));
    }

    /** A standard normal draw that is the same in every Java version. */
    static double normal(RandomGenerator random) {
        double u = 0;
        while (u == 0) {
            u = random.nextDouble();
        }
        return NORMAL.inverseCumulativeProbability(u);
    }
}
