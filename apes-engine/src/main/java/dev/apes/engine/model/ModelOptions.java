package dev.apes.engine.model;

import dev.apes.api.Checks;

/**
 * Size and effort of the effectiveness model.
 *
 * @param rounds boosting rounds of a fit from scratch
 * @param eta learning rate of a fit from scratch, in (0, 1]
 * @param updateRounds boosting rounds of an update
 * @param updateEta learning rate of an update, in (0, 1]
 * @param depth of a tree, 1 to 12
 * @param maxTrees where an update would exceed this number of trees per member, the model is fitted anew from its memory
 * @param capacity samples kept for replay
 */
public record ModelOptions(
        int rounds, double eta, int updateRounds, double updateEta, int depth, int maxTrees, int capacity) {
    /** Validates. */
    public ModelOptions {
        Checks.atLeast(rounds, 1, "rounds");
        Checks.inRange(eta, Double.MIN_NORMAL, 1, "eta");
        Checks.atLeast(updateRounds, 1, "updateRounds");
        Checks.inRange(updateEta, Double.MIN_NORMAL, 1, "updateEta");
        Checks.inRange(depth, 1, 12, "depth");
        Checks.atLeast(maxTrees, rounds, "maxTrees");
        Checks.atLeast(capacity, 100, "capacity");
    }

    /** {@return 100 rounds of depth 6, updates of 30, at most 160 trees, 20,000 samples} */
    public static ModelOptions standard() {
        return new ModelOptions(100, 0.08, 30, 0.05, 6, 160, 20_000);
    }

    /**
     * @param perUpdate boosting rounds of an update
     * @param learningRate of an update
     * @return a copy with these
     */
    public ModelOptions withUpdates(int perUpdate, double learningRate) {
        return new ModelOptions(rounds, eta, perUpdate, learningRate, depth, maxTrees, capacity);
    }
}
