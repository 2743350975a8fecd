package dev.apes.engine.optimize;

import dev.apes.api.Checks;

/**
 * What a {@link SettingSearch} may spend.
 *
 * @param settings how many settings are tried, at least 1; the incumbent does not count
 * @param firstSlice prompts in a setting's first slice, at least 4; each further slice doubles the number seen
 * @param evaluations gains that may be measured in all, at least 1; the search ends early when a setting's first slice and the
 *     confirmation of a winner would no longer fit
 * @param worthwhile after half of the settings the search also ends when the best proposals are expected to bring less than this
 *     (expected improvement, in units of the gain); 0 to try all settings
 */
public record SearchBudget(int settings, int firstSlice, long evaluations, double worthwhile) {
    /** Validates. */
    public SearchBudget {
        Checks.atLeast(settings, 1, "settings");
        Checks.atLeast(firstSlice, 4, "firstSlice");
        Checks.atLeast(evaluations, 1, "evaluations");
        Checks.inRange(worthwhile, 0, Double.MAX_VALUE, "worthwhile");
    }

    /**
     * One that tries all its settings.
     *
     * @param settings how many settings are tried
     * @param firstSlice prompts in a setting's first slice
     * @param evaluations gains that may be measured in all
     */
    public SearchBudget(int settings, int firstSlice, long evaluations) {
        this(settings, firstSlice, evaluations, 0);
    }

    /** {@return 50 settings, slices from 24 prompts on, no limit of evaluations} */
    public static SearchBudget standard() {
        return new SearchBudget(50, 24, Long.MAX_VALUE);
    }
}
