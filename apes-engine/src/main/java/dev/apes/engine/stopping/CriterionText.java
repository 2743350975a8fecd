package dev.apes.engine.stopping;

import dev.apes.api.error.InvalidInputException;
import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.api.stopping.TrainingHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Criteria as text, both ways:
 *
 * <pre>
 * any    = all { "|" all }
 * all    = single { "&amp;" single }
 * single = "(" any ")" | "recommended" | name [ ":" option "=" value { "," option "=" value } ]
 * </pre>
 *
 * Blanks around names, options and values do not matter. Inside parentheses no value may hold one.
 */
final class CriterionText {
    /** Stands for {@link StoppingCriteria#recommended()}. */
    static final String RECOMMENDED = "recommended";

    private static final int DEEPEST = 50;

    private final String text;
    private final Function<String, StoppingCriterion> byName;
    private final Set<String> names = new LinkedHashSet<>();
    private int at;
    private int depth;

    private CriterionText(String text, Function<String, StoppingCriterion> byName) {
        this.text = text;
        this.byName = byName;
    }

    static StoppingCriterion parse(String text, Function<String, StoppingCriterion> byName) {
        return new CriterionText(text, byName).parse();
    }

    /** The names in a text, in order, each once. */
    static List<String> names(String text) {
        CriterionText reader = new CriterionText(text, NamesOnly::new);
        reader.parse();
        return List.copyOf(reader.names);
    }

    static String format(StoppingCriterion criterion) {
        if (criterion instanceof AnyOf any) {
            return any.criteria().stream().map(CriterionText::format).collect(Collectors.joining("|"));
        }
        if (criterion instanceof AllOf all) {
            return all.criteria().stream()
                    .map(c -> c instanceof AnyOf ? "(" + format(c) + ")" : format(c))
                    .collect(Collectors.joining("&"));
        }
        if (!(criterion instanceof BuiltIn)) {
            throw new IllegalArgumentException(
                    "only built-in criteria can be written as text, not " + criterion.name());
        }
        String settings = RecordOptions.of((Record) criterion).entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
        return settings.isEmpty() ? criterion.name() : criterion.name() + ":" + settings;
    }

    /** Stands in for a criterion when only names are wanted: takes any options and is never asked. */
    private record NamesOnly(String name) implements StoppingCriterion {
        @Override
        public StopDecision evaluate(TrainingHistory history) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public StoppingCriterion configure(Map<String, String> options) {
            return this;
        }
    }

    private StoppingCriterion parse() {
        StoppingCriterion criterion = any();
        if (at < text.length()) {
            throw bad("has '" + text.charAt(at) + "' too many at position " + (at + 1));
        }
        return criterion;
    }

    private StoppingCriterion any() {
        List<StoppingCriterion> alternatives = new ArrayList<>(List.of(all()));
        while (found('|')) {
            alternatives.add(all());
        }
        return StoppingCriteria.anyOf(alternatives.toArray(StoppingCriterion[]::new));
    }

    private StoppingCriterion all() {
        List<StoppingCriterion> conditions = new ArrayList<>(List.of(single()));
        while (found('&')) {
            conditions.add(single());
        }
        return StoppingCriteria.allOf(conditions.toArray(StoppingCriterion[]::new));
    }

    private StoppingCriterion single() {
        if (!found('(')) {
            return named();
        }
        if (++depth > DEEPEST) {
            throw bad("has parentheses more than " + DEEPEST + " deep");
        }
        StoppingCriterion inner = any();
        if (!found(')')) {
            throw bad("lacks a closing parenthesis at position " + (at + 1));
        }
        depth--;
        skipBlanks();
        if (at < text.length() && "|&)".indexOf(text.charAt(at)) < 0) {
            throw bad("needs & or | at position " + (at + 1) + ", between two criteria");
        }
        return inner;
    }

    private StoppingCriterion named() {
        String ends = depth == 0 ? "|&" : "|&)";
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String single = text.substring(start, at);
        int colon = single.indexOf(':');
        String name = (colon < 0 ? single : single.substring(0, colon)).strip();
        if (name.isEmpty()) {
            throw bad("lacks a name; write name or name:option=value,option=value");
        }
        if (colon < 0 && name.equals(RECOMMENDED)) {
            return StoppingCriteria.recommended();
        }
        names.add(name);
        Map<String, String> options = colon < 0 ? Map.of() : options(name, single.substring(colon + 1));
        return byName.apply(name).configure(options);
    }

    private static Map<String, String> options(String name, String text) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new InvalidInputException(
                        "stopping criterion " + name, "option '" + pair + "' must be written option=value");
            }
            String option = pair.substring(0, equals).strip();
            if (options.put(option, pair.substring(equals + 1)) != null) {
                throw new InvalidInputException("stopping criterion " + name, "option '" + option + "' is given twice");
            }
        }
        return options;
    }

    private boolean found(char wanted) {
        skipBlanks();
        boolean found = at < text.length() && text.charAt(at) == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private InvalidInputException bad(String problem) {
        return new InvalidInputException("stopping criterion '" + text + "'", problem);
    }
}
