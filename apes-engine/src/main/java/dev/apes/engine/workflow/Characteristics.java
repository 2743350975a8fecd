package dev.apes.engine.workflow;

import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The few features of a prompt that are stored beside what was measured on it, read from its encoded row. */
final class Characteristics {
    private static final List<PromptFeature> TELLING = List.of(
            PromptFeature.WORD_COUNT,
            PromptFeature.SENTENCE_COUNT,
            PromptFeature.MEAN_SENTENCE_LENGTH,
            PromptFeature.REQUEST_COUNT,
            PromptFeature.CONSTRAINT_COUNT,
            PromptFeature.REASONING_COUNT,
            PromptFeature.MATERIAL_SHARE,
            PromptFeature.TAG_COUNT,
            PromptFeature.DOMAIN_MATCH,
            PromptFeature.COMPLEXITY);
    private static final Map<PromptFeature, Integer> COLUMNS = columns();

    private Characteristics() {}

    private static Map<PromptFeature, Integer> columns() {
        Map<PromptFeature, Integer> columns = new LinkedHashMap<>();
        int at = 0;
        for (PromptFeature feature : PromptFeatures.schema()) {
            columns.put(feature, at);
            at += Math.max(1, feature.categories().size());
        }
        return Collections.unmodifiableMap(columns);
    }

    static Map<String, Double> of(double[] encoded) {
        Map<String, Double> values = new LinkedHashMap<>();
        TELLING.forEach(f -> values.put(f.featureName(), encoded[COLUMNS.get(f)]));
        return values;
    }

    /** The category that is set, e.g. the kind of task. */
    static String category(PromptFeature feature, double[] encoded) {
        int first = COLUMNS.get(feature);
        for (int i = 0; i < feature.categories().size(); i++) {
            if (encoded[first + i] == 1) {
                return feature.categories().get(i);
            }
        }
        return "";
    }
}
