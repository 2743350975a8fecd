package dev.apes.engine.model;

import dev.apes.api.rule.ParameterValues;
import java.util.List;

/**
 * A model's view of one rule on fixed prompts, prepared for asking about hundreds of settings, see {@link SettingTrees}. Gives what
 * the model gives but for the rounding of sums in another order. Immutable and thread-safe.
 */
final class RuleOutlook {
    private final ModelSchema schema;
    private final String ruleId;
    private final List<SettingTrees> members;
    private final int count;

    /** @param base any setting of the rule; it fills the columns that are the same for all of them */
    RuleOutlook(
            ModelSchema schema, List<BoostedTrees> members, double[][] prompts, String ruleId, ParameterValues base) {
        this.schema = schema;
        this.ruleId = ruleId;
        count = prompts.length;
        int columns = schema.columns();
        float[] rows = new float[count * columns];
        for (int i = 0; i < count; i++) {
            schema.encodeFeatures(prompts[i], rows, i * columns);
            schema.encodeSetting(ruleId, base, rows, i * columns);
        }
        int from = schema.firstParameter(ruleId);
        int to = from + schema.parameterColumns(ruleId);
        this.members = members.stream()
                .map(m -> new SettingTrees(m, rows, columns, from, to))
                .toList();
    }

    /** Each member's mean prediction for a setting over the prompts. */
    double[] means(ParameterValues values) {
        float[] setting = new float[schema.columns()];
        schema.encodeSetting(ruleId, values, setting, 0);
        return members.stream().mapToDouble(m -> m.sum(setting) / count).toArray();
    }
}
