package dev.apes.engine.workflow;

import dev.apes.api.rule.ParameterValues;
import dev.apes.engine.optimize.SearchResult;
import java.util.List;
import java.util.Map;

/**
 * What step 5 found.
 *
 * @param results of each rule that was searched, by rule id, in rule order
 * @param candidates rules whose best setting deserves a test, the most promising first
 * @param skipped rules that were not searched, with the reason, in rule order
 */
record Searched(Map<String, SearchResult> results, List<Candidate> candidates, Map<String, String> skipped) {

    /**
     * A setting that training prompts speak for.
     *
     * @param ruleId the rule
     * @param values the setting
     * @param expected mean difference to the incumbent on the training prompts that had no part in the choice, or on all of them
     *     where none could be set aside
     */
    record Candidate(String ruleId, ParameterValues values, double expected) {}

    int settingsTried() {
        return results.values().stream().mapToInt(SearchResult::settingsTried).sum();
    }
}
