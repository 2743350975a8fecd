package dev.apes.engine.optimize;

import dev.apes.api.Checks;
import dev.apes.api.rule.ParameterValues;

/** Says beforehand what a setting may gain on average, such as an effectiveness model does. Deterministic. */
@FunctionalInterface
public interface SettingForecast {
    /**
     * @param values a setting
     * @return its expected mean gain over the training prompts
     */
    Expectation expect(ParameterValues values);

    /**
     * An expectation and how far it may be off.
     *
     * @param mean expected mean gain
     * @param standardDeviation of the error, at least 0
     */
    record Expectation(double mean, double standardDeviation) {
        /** Validates. */
        public Expectation {
            Checks.finite(mean, "mean of a forecast");
            Checks.inRange(standardDeviation, 0, Double.MAX_VALUE, "standardDeviation of a forecast");
        }
    }
}
