package dev.apes.api.store;

import dev.apes.api.Checks;
import dev.apes.api.PromotionId;
import dev.apes.api.rule.ParameterValues;
import java.util.Objects;

/**
 * One promotion with its evidence.
 *
 * @param id session, rule and iteration
 * @param before the parameters that were in force
 * @param after the parameters in force from now on
 * @param effect mean difference of raw gains over the validation prompts whose texts differ
 * @param low lower end of its 95 % interval
 * @param high upper end of its 95 % interval
 * @param standardizedEffect effect in standard deviations of the differences
 * @param pValue one-sided
 * @param alpha the level it had to pass
 * @param n how many validation prompts' texts differ
 */
public record PromotionRecord(
        PromotionId id,
        ParameterValues before,
        ParameterValues after,
        double effect,
        double low,
        double high,
        double standardizedEffect,
        double pValue,
        double alpha,
        int n) {
    /** Validates. */
    public PromotionRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Checks.finite(effect, "effect");
        Checks.finite(low, "low");
        Checks.finite(high, "high");
        Checks.finite(standardizedEffect, "standardizedEffect");
        Checks.inRange(pValue, 0, 1, "pValue");
        Checks.inRange(alpha, 0, 1, "alpha");
        Checks.atLeast(n, 0, "n");
    }
}
