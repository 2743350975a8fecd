package dev.apes.engine.model;

import dev.apes.api.rule.ParameterValues;
import java.util.List;

/**
 * A model's view of one rule on fixed prompts, prepared for asking about hundreds of settings: rows are encoded once, trees that ask
 * nothing about the rule's parameters are added up once, and each walk down another tree begins at its first split on one of them.
 * Gives what the model gives but for the rounding of sums in another order. Immutable and thread-safe.
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
    private final List<BoostedTrees.Undecided> undecided;

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
        undecided = members.stream()
                .map(m -> m.undecided(rows, schema.columns(), count, from, to))
                .toList();
    }

    /** Each member's mean prediction for a setting over the prompts. */
    double[] means(ParameterValues values) {
        float[] setting = new float[schema.columns()];
        schema.encodeSetting(ruleId, values, setting, 0);
        double[] means = new double[members.size()];
        for (int m = 0; m < means.length; m++) {
            means[m] = members.get(m).sum(rows, schema.columns(), undecided.get(m), setting, from, to) / count;
        }
        return means;
    }
}
