package dev.apes.persistence;

import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.StoredDerivedRule;
import dev.apes.api.store.StoredRule;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The rules in force as a plain text prompt: what a model is told where APES itself can't run, e.g. as the system prompt of an agent that
 * improves requests. A model follows it roughly; only the program applies rules as they were trained.
 */
public final class RuleText {
    private RuleText() {}

    /**
     * @param rules as they are in force; those switched off are left out
     * @param derived the derived rules of the same store; those not in force are left out
     * @return the prompt, with a line end; the same rules give the same text
     */
    public static String prompt(List<StoredRule> rules, List<StoredDerivedRule> derived) {
        StringBuilder text = new StringBuilder("Improve the request that follows before it goes to a language model."
                + " Apply these rules in this order, each only where it fits, and nothing else.\n"
                + "Keep everything the request asks for: copy code, quotations, addresses, numbers, placeholders, tags and text in"
                + " other languages letter by letter. Add nothing that would fit any request; invent no facts and no examples.\n"
                + "Answer with the improved request alone.\n");
        int number = 0;
        for (StoredRule rule : rules) {
            if (rule.enabled()) {
                rule(text, ++number, rule, derived);
            }
        }
        return text.toString();
    }

    private static void rule(StringBuilder text, int number, StoredRule rule, List<StoredDerivedRule> derived) {
        text.append('\n').append(number).append(". ").append(rule.definition().name());
        text.append(": ").append(rule.definition().description()).append('\n');
        for (ParameterDefinition parameter : rule.definition().parameters().parameters()) {
            text.append("   - ")
                    .append(parameter.name())
                    .append(" = ")
                    .append(rule.values().asMap().get(parameter.name()))
                    .append(" (")
                    .append(parameter.description())
                    .append(")\n");
        }
        for (StoredDerivedRule each : derived) {
            if (each.enabled()
                    && each.rule().baseRule().equals(rule.definition().id())) {
                String values = each.rule().values().asMap().entrySet().stream()
                        .filter(e -> !e.getValue().equals(rule.values().asMap().get(e.getKey())))
                        .map(e -> e.getKey() + " = " + e.getValue())
                        .collect(Collectors.joining(", "));
                text.append(each.rule().confines() ? "   Only where " : "   Where ")
                        .append(where(each.rule()))
                        .append(" (measured on the request as it was given)")
                        .append(values.isEmpty() ? "" : ": " + values)
                        .append(".\n");
            }
        }
    }

    /** {@return the conditions of a derived rule in words, e.g. {@code word_count >= 24 and questions < 2}} */
    static String where(DerivedRule rule) {
        return rule.conditions().stream().map(RuleText::condition).collect(Collectors.joining(" and "));
    }

    private static String condition(PatternRecord.Condition condition) {
        boolean low = Double.isFinite(condition.low());
        boolean high = Double.isFinite(condition.high());
        String from = condition.feature() + " >= " + number(condition.low());
        String to = condition.feature() + " < " + number(condition.high());
        return low && high ? from + " and " + to : low ? from : to;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
