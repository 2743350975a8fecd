package dev.apes.engine.model;

import dev.apes.api.Checks;
import dev.apes.api.rule.ParameterConstraint;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of the effectiveness model: the prompt's features, one column per rule (1 for the rule applied, else 0), and for
 * each rule its parameters (numbers scaled to [0, 1], flags 0 or 1, one column per option of a choice), missing for the other
 * rules. Immutable and thread-safe.
 */
public final class ModelSchema {
    private final List<String> features;
    private final Map<String, Integer> ruleIndex = new LinkedHashMap<>();
    private final Map<String, Integer> parameterOffset = new LinkedHashMap<>();
    private final Map<String, List<ParameterDefinition>> parameters = new LinkedHashMap<>();
    private final int columns;

    /**
     * @param featureNames names of the features of a prompt, at least one
     * @param rules all rules whose gains are to be predicted, at least one, distinct
     */
    public ModelSchema(List<String> featureNames, List<RuleDefinition> rules) {
        features = List.copyOf(Checks.notEmpty(featureNames, "features of a model"));
        Checks.notEmpty(rules, "rules of a model");
        int column = features.size() + rules.size();
        for (RuleDefinition rule : rules) {
            if (ruleIndex.putIfAbsent(rule.id(), ruleIndex.size()) != null) {
                throw new IllegalArgumentException("rule '" + rule.id() + "' is given twice");
            }
            parameterOffset.put(rule.id(), column);
            parameters.put(rule.id(), rule.parameters().parameters());
            for (ParameterDefinition p : rule.parameters().parameters()) {
                column += width(p);
            }
        }
        columns = column;
    }

    private static int width(ParameterDefinition p) {
        return p.constraint() instanceof ParameterConstraint.Choice c
                ? c.options().size()
                : 1;
    }

    /** {@return the names of the features of a prompt} */
    public List<String> features() {
        return features;
    }

    /** {@return the number of columns of a row} */
    public int columns() {
        return columns;
    }

    /** {@return the names of all columns of a row: features, {@code rule=ID}, {@code ID.parameter} and {@code ID.parameter=OPTION}} */
    public List<String> columnNames() {
        List<String> names = new java.util.ArrayList<>(features);
        ruleIndex.keySet().forEach(rule -> names.add("rule=" + rule));
        parameters.forEach((rule, own) -> own.forEach(p -> {
            if (p.constraint() instanceof ParameterConstraint.Choice choice) {
                choice.options().forEach(option -> names.add(rule + "." + p.name() + "=" + option));
            } else {
                names.add(rule + "." + p.name());
            }
        }));
        return List.copyOf(names);
    }

    /** {@return the ids of the rules, in the order given} */
    public List<String> rules() {
        return List.copyOf(ruleIndex.keySet());
    }

    /**
     * @param ruleId any text
     * @return whether the model knows a rule of this id
     */
    public boolean knows(String ruleId) {
        return ruleIndex.containsKey(ruleId);
    }

    /**
     * Encodes what a model is asked, as the exported model takes it.
     *
     * @param prompt features of the prompt, in the order given
     * @param ruleId a rule that the model {@linkplain #knows knows}
     * @param values a full assignment of its parameters
     * @return the columns, in the order of {@link #columnNames()}; NaN for parameters of other rules
     * @throws IllegalArgumentException if the rule is not known or the number of features is wrong
     */
    public float[] row(double[] prompt, String ruleId, ParameterValues values) {
        float[] row = new float[columns];
        encodeFeatures(prompt, row, 0);
        encodeSetting(ruleId, values, row, 0);
        return row;
    }

    /** The first column of a rule's parameters. */
    int firstParameter(String ruleId) {
        return parameterOffset.get(ruleId);
    }

    /** How many columns a rule's parameters take. */
    int parameterColumns(String ruleId) {
        return parameters.get(ruleId).stream().mapToInt(ModelSchema::width).sum();
    }

    /** Writes the columns of the rule and its parameters into a row. */
    void encodeSetting(String ruleId, ParameterValues values, float[] rows, int from) {
        Integer index = ruleIndex.get(ruleId);
        if (index == null) {
            throw new IllegalArgumentException(
                    "the model knows no rule '" + ruleId + "'; known: " + ruleIndex.keySet());
        }
        int first = from + features.size();
        Arrays.fill(rows, first, first + ruleIndex.size(), 0f);
        rows[first + index] = 1;
        Arrays.fill(rows, first + ruleIndex.size(), from + columns, Float.NaN);
        int column = from + parameterOffset.get(ruleId);
        for (ParameterDefinition p : parameters.get(ruleId)) {
            ParameterConstraint c = p.constraint();
            if (c instanceof ParameterConstraint.IntegerRange r) {
                double width = Math.max(1, (double) r.max() - r.min());
                rows[column++] = (float) (((double) values.integer(p.name()) - r.min()) / width);
            } else if (c instanceof ParameterConstraint.RealRange r) {
                rows[column++] = (float) ((values.real(p.name()) - r.min()) / (r.max() - r.min()));
            } else if (c instanceof ParameterConstraint.Flag) {
                rows[column++] = values.flag(p.name()) ? 1 : 0;
            } else if (c instanceof ParameterConstraint.Choice choice) {
                String chosen = values.choice(p.name());
                for (String option : choice.options()) {
                    rows[column++] = option.equals(chosen) ? 1 : 0;
                }
            }
        }
    }

    /** Writes the columns of the prompt into a row. */
    void encodeFeatures(double[] prompt, float[] rows, int from) {
        if (prompt.length != features.size()) {
            throw new IllegalArgumentException(
                    "a prompt must have " + features.size() + " features for this model but has " + prompt.length);
        }
        for (int i = 0; i < prompt.length; i++) {
            rows[from + i] = (float) prompt[i];
        }
    }
}
