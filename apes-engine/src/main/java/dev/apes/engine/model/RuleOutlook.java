package dev.apes.engine.model;

import dev.apes.api.rule.ParameterValues;
import java.util.List;

/**
 * A model's view of one rule on fixed prompts, prepared for asking about hundreds of settings: rows are encoded once, and each
 * walk down a tree begins at the first split on one of the rule's parameters. Gives what the model gives, bit for bit. Immutable
 * and thread-safe.
 */
final class RuleOutlook {
    private final ModelSchema schema;
    private final String ruleId;
    private final List<BoostedTrees> members;
    private final float[] rows;
    private final int count;
    /** Where the columns of the rule's parameters begin and end. */
    private final int from;

    private final int to;
    private final int[][] starts;

    /** @param base any setting of the rule; it fills the columns that are the same for all of them */
    RuleOutlook(
            ModelSchema schema, List<BoostedTrees> members, double[][] prompts, String ruleId, ParameterValues base) {
        this.schema = schema;
        this.ruleId = ruleId;
        this.members = members;
        count = prompts.length;
        rows = new float[count * schema.columns()];
        for (int i = 0; i < count; i++) {
            schema.encodeFeatures(prompts[i], rows, i * schema.columns());
            schema.encodeSetting(ruleId, base, rows, i * schema.columns());
        }
        from = schema.firstParameter(ruleId);
        to = from + schema.parameterColumns(ruleId);
        starts = new int[members.size()][];
        for (int m = 0; m < starts.length; m++) {
            starts[m] = members.get(m).starts(rows, schema.columns(), count, from, to);
        }
    }

    /** Each member's mean prediction for a setting over the prompts. */
    double[] means(ParameterValues values) {
        float[] setting = new float[schema.columns()];
        schema.encodeSetting(ruleId, values, setting, 0);
        double[] means = new double[starts.length];
        float[] sums = new float[count];
        for (int m = 0; m < means.length; m++) {
            java.util.Arrays.fill(sums, 0);
            members.get(m).predict(rows, schema.columns(), sums, starts[m], setting, from, to);
            double sum = 0;
            for (float p : sums) {
                sum += p;
            }
            means[m] = sum / count;
        }
        return means;
    }
}
