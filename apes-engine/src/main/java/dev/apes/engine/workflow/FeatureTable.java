package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.Table;
import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.List;

/** Prompt features as a typed table, and its rows as the model's columns. */
final class FeatureTable {
    static final List<ColumnSchema> SCHEMA =
            PromptFeatures.schema().stream().map(FeatureTable::column).toList();

    private FeatureTable() {}

    private static ColumnSchema column(PromptFeature feature) {
        String name = feature.featureName();
        return switch (feature.kind()) {
            case NUMERIC -> ColumnSchema.numeric(name, feature.min(), feature.max());
            case INTEGER -> ColumnSchema.integer(name, feature.min(), feature.max());
            case BOOLEAN -> ColumnSchema.bool(name);
            case CATEGORICAL -> ColumnSchema.categorical(name, feature.categories());
        };
    }

    static Table of(List<Prompt> prompts) {
        List<double[]> rows = new ArrayList<>();
        for (Prompt prompt : prompts) {
            rows.add(PromptFeatures.of(prompt.text()).values());
        }
        return Table.ofRows(SCHEMA, rows);
    }

    /** Spreads the categories of a row over one column each, as {@link PromptFeatures#encoded()} does. */
    static double[] encoded(double[] row) {
        double[] encoded = new double[PromptFeatures.encodedNames().size()];
        int at = 0;
        for (PromptFeature feature : PromptFeatures.schema()) {
            double value = row[feature.ordinal()];
            if (feature.categories().isEmpty()) {
                encoded[at++] = value;
            } else {
                encoded[at + (int) value] = 1;
                at += feature.categories().size();
            }
        }
        return encoded;
    }
}
