package dev.apes.engine.workflow;

import dev.apes.api.rule.ParameterValues;

/**
 * A candidate that the gate has judged.
 *
 * @param ruleId the rule
 * @param values the setting
 */
record TestedCandidate(String ruleId, ParameterValues values) {}
