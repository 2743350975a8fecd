package dev.apes.engine.optimize;

import dev.apes.api.rule.ParameterValues;

/**
 * Measures what a setting of a rule gains on training prompts. The list of prompts is fixed and already shuffled, so that any
 * slice of it is a sample of the whole.
 */
@FunctionalInterface
public interface GainSampler {
    /**
     * @param values the setting
     * @param fromPrompt index of the first prompt
     * @param toPrompt index after the last prompt
     * @return the raw gain on each prompt of the slice, in order; 0 where the rule does not apply; all finite
     */
    double[] gains(ParameterValues values, int fromPrompt, int toPrompt);
}
