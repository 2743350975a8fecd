package dev.apes.cli.dashboard.api;

import dev.apes.api.SessionId;
import dev.apes.persistence.query.PatternItem;
import java.util.Map;

/**
 * A pattern: where a rule helps more than elsewhere.
 *
 * @param id number, ascending with time
 * @param session which found it
 * @param ruleId the rule
 * @param conditions in words
 * @param values the rule's parameters under which it was found
 * @param support share of prompts it covers, in [0, 1]
 * @param meanGain mean raw gain where it holds
 * @param lift mean gain there over the rule's mean
 * @param liftLow lower bound of the lift
 * @param liftHigh upper bound of it
 * @param validated whether it held on the half of the prompts on which it was not mined
 * @param foundAt when, by the clock of the database's time zone, ISO 8601
 */
record PatternView(
        long id,
        SessionId session,
        String ruleId,
        String conditions,
        Map<String, Object> values,
        double support,
        double meanGain,
        double lift,
        double liftLow,
        double liftHigh,
        boolean validated,
        String foundAt) {
    static PatternView of(PatternItem item) {
        var pattern = item.pattern();
        return new PatternView(
                item.id(),
                item.session(),
                pattern.ruleId(),
                item.words(),
                pattern.values().asMap(),
                pattern.support(),
                pattern.meanGain(),
                pattern.lift(),
                pattern.liftLow(),
                pattern.liftHigh(),
                pattern.validated(),
                item.foundAt().toString());
    }
}
