package dev.apes.engine.workflow;

import dev.apes.api.store.DerivedRule;
import java.util.List;

/**
 * What a rule does on the prompts of one side as it is used: with those that are derived from it in its place where they hold, and left
 * out where they confine it.
 *
 * @param derived from the rule, in the order in which they were promoted; at least one
 * @param effect what comes of it
 */
record RuleInUse(List<DerivedRule> derived, SideMeasurement.RuleEffect effect) {}
