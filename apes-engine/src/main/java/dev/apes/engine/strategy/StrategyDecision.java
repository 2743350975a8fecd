package dev.apes.engine.strategy;

import java.util.Optional;

/**
 * What to generate and why.
 *
 * @param strategy the strategy
 * @param method name of the generator that serves it
 * @param explanation a sentence, naming what was passed over and why
 * @param runnerUp what would have come next, if anything
 * @param confidence how clearly it came first, in [0, 1]: the share of the deciding gap above its limit, or of the bandit's draws
 */
public record StrategyDecision(
        Strategy strategy, String method, String explanation, Optional<Strategy> runnerUp, double confidence) {}
