package dev.apes.persistence.query;

/**
 * An iteration as far as it tells what its strategy and method bought.
 *
 * @param session whose
 * @param iteration of it
 * @param strategy why and what it generated, or {@code none}
 * @param method how, or {@code none}
 * @param improvement deciding improvement of the iteration
 * @param scoreChange change of the performance score against the iteration before
 * @param callsSpent evaluator calls of this iteration
 * @param promotions how many candidates became incumbents
 */
public record StrategyUse(
        String session,
        int iteration,
        String strategy,
        String method,
        double improvement,
        double scoreChange,
        long callsSpent,
        int promotions) {}
