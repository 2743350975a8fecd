package dev.apes.engine.optimize;

import dev.apes.api.Checks;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link SettingSearch} is to do.
 *
 * @param space the rule's parameters
 * @param incumbent the setting in force, inside the space
 * @param prompts number of training prompts, at least 4
 * @param budget what may be spent
 * @param forecast a model's opinion of settings not tried yet, if there is a model
 * @param memory what earlier searches left; relative to any incumbent
 * @param seed source of all randomness
 */
public record SearchTask(
        ParameterSpace space,
        ParameterValues incumbent,
        int prompts,
        SearchBudget budget,
        Optional<SettingForecast> forecast,
        SearchMemory memory,
        long seed) {
    /** Validates. */
    public SearchTask {
        Objects.requireNonNull(space, "space");
        incumbent = space.validate(incumbent);
        Checks.atLeast(prompts, 4, "prompts of a search");
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(forecast, "forecast");
        Objects.requireNonNull(memory, "memory");
    }
}
