package dev.apes.api;

/**
 * Identifies one promotion: the rule version it created.
 *
 * @param session the session that promoted
 * @param ruleId the rule whose parameters changed
 * @param iteration the iteration, from 1
 */
public record PromotionId(SessionId session, String ruleId, int iteration) {
    /** Validates. */
    public PromotionId {
        java.util.Objects.requireNonNull(session, "session");
        Checks.notBlank(ruleId, "rule id");
        Checks.atLeast(iteration, 1, "iteration");
    }
}
