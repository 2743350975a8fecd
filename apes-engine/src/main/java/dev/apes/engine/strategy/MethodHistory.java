package dev.apes.engine.strategy;

import dev.apes.api.store.MethodOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What the methods of generating did to the gaps in earlier sessions, for choosing among those that serve one strategy. A reward is
 * the share of the open gaps' severity that was closed an iteration later, kept within [-1, 1]. Thompson sampling (Thompson 1933) with
 * a normal belief per method: the prior of the method preferred by the strategy is higher, so that another one is tried now and then
 * and taken once it has closed more. It stays as it is for a session; what that session does counts for the next. Immutable.
 *
 * @param arms one per method that has been measured, in the order of their names
 */
public record MethodHistory(List<Arm> arms) {
    /** Nothing is known: the preferred method is taken. */
    public static final MethodHistory EMPTY = new MethodHistory(List.of());

    /** What an older outcome weighs against the next newer one. */
    private static final double DISCOUNT = 0.97;
    /** Deviation of a reward that is assumed before there are many, and how many outcomes that guess weighs as much as. */
    private static final double GUESS = 0.1;

    private static final double GUESSED = 2;
    /** How much a method is preferred, in deviations of a reward, and what that preference weighs in outcomes. */
    private static final double PREFERENCE = 1;

    private static final double PRIOR = 1;

    /** Copies. */
    public MethodHistory {
        arms = List.copyOf(arms);
    }

    /**
     * One method's rewards.
     *
     * @param method the generator's name
     * @param weight discounted number of rewards, above 0
     * @param mean discounted mean
     * @param squares discounted sum of squared deviations, at least 0
     */
    public record Arm(String method, double weight, double mean, double squares) {}

    /**
     * @param outcomes newest first; those whose gaps were not measured again are left out
     * @return what they teach
     */
    public static MethodHistory of(List<MethodOutcome> outcomes) {
        Map<String, Arm> arms = new TreeMap<>();
        for (int i = outcomes.size() - 1; i >= 0; i--) {
            MethodOutcome outcome = outcomes.get(i);
            if (outcome.closed().isEmpty()) {
                continue;
            }
            double reward = Math.max(-1, Math.min(1, outcome.closed().getAsDouble()));
            arms.replaceAll((method, arm) -> new Arm(method, arm.weight * DISCOUNT, arm.mean, arm.squares * DISCOUNT));
            Arm old = arms.getOrDefault(outcome.method(), new Arm(outcome.method(), 0, 0, 0));
            double weight = old.weight + 1;
            double mean = old.mean + (reward - old.mean) / weight;
            arms.put(
                    outcome.method(),
                    new Arm(outcome.method(), weight, mean, old.squares + (reward - old.mean) * (reward - mean)));
        }
        return new MethodHistory(new ArrayList<>(arms.values()));
    }

    /**
     * @param methods that serve a strategy and can be used, preferred first, at least one
     * @param random source of the draws; nothing is drawn where there is nothing to choose or nothing is known of any of them
     * @return the choice
     */
    String choose(List<String> methods, RandomGenerator random) {
        Map<String, Arm> known = new LinkedHashMap<>();
        arms.stream().filter(arm -> methods.contains(arm.method)).forEach(arm -> known.put(arm.method, arm));
        if (methods.size() == 1 || known.isEmpty()) {
            return methods.get(0);
        }
        double deviation = deviation(known);
        double overall = known.values().stream()
                        .mapToDouble(arm -> arm.weight * arm.mean)
                        .sum()
                / known.values().stream().mapToDouble(Arm::weight).sum();
        String best = methods.get(0);
        double most = Double.NEGATIVE_INFINITY;
        for (String method : methods) {
            Arm arm = known.getOrDefault(method, new Arm(method, 0, 0, 0));
            double prior = overall + (method.equals(methods.get(0)) ? PREFERENCE * deviation : 0);
            double precision = PRIOR + arm.weight;
            double mean = (PRIOR * prior + arm.weight * arm.mean) / precision;
            double drawn = mean + deviation / Math.sqrt(precision) * StrategyBandit.normal(random);
            if (drawn > most) {
                most = drawn;
                best = method;
            }
        }
        return best;
    }

    /** What is known of a method, for the explanation of a choice. */
    String about(String method) {
        return arms.stream()
                .filter(arm -> arm.method.equals(method))
                .findFirst()
                .map(arm -> String.format(
                        Locale.ROOT,
                        "by %s, after which %.1f %% of the open gaps closed in iterations of earlier sessions that count as %.1f",
                        method,
                        100 * arm.mean,
                        arm.weight))
                .orElse("by " + method + ", of which earlier sessions tell nothing");
    }

    private static double deviation(Map<String, Arm> known) {
        double squares = known.values().stream().mapToDouble(Arm::squares).sum();
        double weight = known.values().stream().mapToDouble(Arm::weight).sum();
        double freedom = Math.max(0, weight - known.size());
        return Math.sqrt((squares + GUESSED * GUESS * GUESS) / (freedom + GUESSED));
    }
}
