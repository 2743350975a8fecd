package dev.apes.engine.optimize;

import dev.apes.api.Checks;

/**
 * What a {@link SettingSearch} may spend.
 *
 * @param settings how many settings are tried, at least 1; the incumbent does not count
 * @param firstSlice prompts in a setting's first slice, at least 4; each further slice doubles the number seen
 * @param evaluations gains that may be measured in all, at least 1; the search ends early when a setting's first slice and the
 *     confirmation of a winner would no longer fit
 */
public record SearchBudget(int settings, int firstSlice, long evaluations) {
    /** Validates. */
    public SearchBudget {
        Checks.atLeast(settings, 1, "settings");
        Checks.atLeast(firstSlice, 4, "firstSlice");
        Checks.atLeast(evaluations, 1, "evaluations");
    }

    /** {@return 50 settings, slices from 24 prompts on, no limit of evaluations} */
    public static SearchBudget standard() {
        return new SearchBudget(50, 24, Long.MAX_VALUE);
    }
}
