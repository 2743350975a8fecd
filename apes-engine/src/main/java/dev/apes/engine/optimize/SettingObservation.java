package dev.apes.engine.optimize;

import dev.apes.api.Checks;
import dev.apes.api.rule.ParameterValues;
import java.util.Objects;

/**
 * What is known about one setting: its gain minus the incumbent's, paired by prompt.
 *
 * @param values the setting
 * @param meanDifference mean difference of raw gains to the incumbent
 * @param variance variance of that mean, at least 0
 * @param prompts number of prompts behind it
 */
public record SettingObservation(ParameterValues values, double meanDifference, double variance, int prompts) {
    /** Validates. */
    public SettingObservation {
        Objects.requireNonNull(values, "values");
        Checks.finite(meanDifference, "meanDifference");
        Checks.inRange(variance, 0, Double.MAX_VALUE, "variance");
        Checks.atLeast(prompts, 0, "prompts");
    }
}
