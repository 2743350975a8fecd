package dev.apes.engine.pattern;

import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.PatternRecord.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The derived rules in force beside each other, in the order in which they were promoted. */
public final class DerivedRules {
    /** More would make compositions that nobody can survey; the oldest stay. */
    public static final int MOST = 12;
    /** Of one base rule. */
    public static final int MOST_OF_ONE = 3;

    private DerivedRules() {}

    /**
     * @param inForce derived rules
     * @param rule another one, or one of them with other parameters
     * @return those with the rule among them: where it stands, or at the end
     */
    public static List<DerivedRule> with(List<DerivedRule> inForce, DerivedRule rule) {
        List<DerivedRule> all = new ArrayList<>(inForce);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(rule.id())) {
                all.set(i, rule);
                return List.copyOf(all);
            }
        }
        all.add(rule);
        return List.copyOf(all);
    }

    /**
     * @param inForce derived rules
     * @param rule another one, or one of them
     * @return whether there is room for it
     */
    public static boolean room(List<DerivedRule> inForce, DerivedRule rule) {
        return find(inForce, rule.id()).isPresent()
                || inForce.size() < MOST && of(inForce, rule.baseRule()).size() < MOST_OF_ONE;
    }

    /**
     * @param inForce derived rules
     * @param id of one of them
     * @return it, if it is there
     */
    public static Optional<DerivedRule> find(List<DerivedRule> inForce, String id) {
        return inForce.stream().filter(d -> d.id().equals(id)).findFirst();
    }

    /**
     * @param inForce derived rules
     * @param baseRule a rule
     * @return those made of it
     */
    public static List<DerivedRule> of(List<DerivedRule> inForce, String baseRule) {
        return inForce.stream().filter(d -> d.baseRule().equals(baseRule)).toList();
    }

    /**
     * A rule that is confined is applied with the parameters of those who confine it, so that these are what can be tuned of it.
     *
     * @param inForce derived rules
     * @param baseRule a rule
     * @return the newest one that confines it, if any does
     */
    public static Optional<DerivedRule> confining(List<DerivedRule> inForce, String baseRule) {
        return of(inForce, baseRule).stream().filter(DerivedRule::confines).reduce((earlier, later) -> later);
    }

    /**
     * @param incumbents parameters in force by rule id, derived rules not among them
     * @param inForce derived rules
     * @param baseRule a rule
     * @return the parameters that tuning of it starts from: those of the rule that {@linkplain #confining confines} it, or its own
     */
    public static ParameterValues tuned(
            Map<String, ParameterValues> incumbents, List<DerivedRule> inForce, String baseRule) {
        return confining(inForce, baseRule).map(DerivedRule::values).orElseGet(() -> incumbents.get(baseRule));
    }

    /**
     * @param rule a derived rule
     * @return its conditions, for people
     */
    public static String inWords(DerivedRule rule) {
        return rule.conditions().stream().map(DerivedRules::inWords).collect(Collectors.joining(" and "));
    }

    private static String inWords(Condition c) {
        if (c.feature().contains("=")) { // a column that is 1 where a feature has this level, 0 elsewhere
            return c.feature().replaceFirst("=", c.low() > 0 ? " is " : " is not ");
        }
        if (Double.isInfinite(c.low())) {
            return c.feature() + " < " + shown(c.high());
        }
        String above = c.feature() + " >= " + shown(c.low());
        return Double.isInfinite(c.high()) ? above : above + " and < " + shown(c.high());
    }

    private static String shown(double bound) {
        return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.format(Locale.ROOT, "%.3g", bound);
    }
}
