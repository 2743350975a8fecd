package dev.apes.api.store;

import dev.apes.api.Checks;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.PatternRecord.Condition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A rule made of another one: where its conditions hold for a prompt, its base rule is applied with the derived rule's parameters in
 * place of its own. Made of a validated {@link PatternRecord pattern}, and in force only once the promotion gate has passed it. What
 * it is, its base, conditions and kind, never changes; its parameters may.
 *
 * @param id {@link #idOf} its base, conditions and kind, so that the same rule found again has the same identity
 * @param baseRule id of the rule that does the work
 * @param values parameters of the base rule, all of them
 * @param conditions on the features of the prompt as it was given, all of which must hold; at least one
 * @param confines whether the base rule is left out where the conditions do not hold; otherwise it is applied there as ever
 */
public record DerivedRule(
        String id, String baseRule, ParameterValues values, List<Condition> conditions, boolean confines) {
    private static final int BASE_CHARACTERS = 36;

    /** Validates and copies. */
    public DerivedRule {
        Checks.notBlank(id, "id of a derived rule");
        Checks.notBlank(baseRule, "base rule of " + id);
        Objects.requireNonNull(values, "values of derived rule " + id);
        conditions = List.copyOf(Checks.notEmpty(conditions, "conditions of derived rule " + id));
    }

    /**
     * @param baseRule id of the rule that does the work
     * @param values parameters of the base rule, all of them
     * @param conditions all of which must hold
     * @param confines whether the base rule is left out elsewhere
     * @return the rule under the id that it always has
     */
    public static DerivedRule of(
            String baseRule, ParameterValues values, List<Condition> conditions, boolean confines) {
        return new DerivedRule(idOf(baseRule, conditions, confines), baseRule, values, conditions, confines);
    }

    /**
     * @param baseRule id of a rule
     * @param conditions their order matters
     * @param confines whether the base rule is left out elsewhere
     * @return at most 50 characters: the base's id, {@code only} or {@code where}, and eight hexadecimal digits that stand for the
     *     conditions
     */
    public static String idOf(String baseRule, List<Condition> conditions, boolean confines) {
        StringBuilder text = new StringBuilder(baseRule);
        conditions.forEach(c -> text.append('\n')
                .append(c.feature())
                .append(' ')
                .append(c.low())
                .append(' ')
                .append(c.high()));
        String base = baseRule.length() > BASE_CHARACTERS ? baseRule.substring(0, BASE_CHARACTERS) : baseRule;
        return base + (confines ? "_only_" : "_where_") + digest(text.toString());
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * @param other parameters of the base rule, all of them
     * @return the same rule with other parameters
     */
    public DerivedRule with(ParameterValues other) {
        return new DerivedRule(id, baseRule, other, conditions, confines);
    }

    /**
     * @param features names of a prompt's features
     * @param row their values
     * @return whether all conditions hold; a feature that is not among them does not
     */
    public boolean holds(List<String> features, double[] row) {
        for (Condition condition : conditions) {
            int at = features.indexOf(condition.feature());
            if (at < 0 || !condition.holds(row[at])) {
                return false;
            }
        }
        return true;
    }
}
