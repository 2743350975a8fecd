package dev.apes.engine.corpus;

import dev.apes.engine.text.FeatureKind;
import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;
import java.util.Map;

/**
 * The features that the realiser steers, each with the scale its error is measured in: the standard deviation over the
 * starting corpus of seed 1, of ln(1 + x) for counts and of x for shares, at least 0.3 for
 * counts that are mostly 0 and 0.05 for a share that is. {@link #whyNot} says of the others why not.
 */
enum ControlledFeature {
    TASK_TYPE(PromptFeature.TASK_TYPE, 1),
    DOMAIN(PromptFeature.DOMAIN, 1),
    WORD_COUNT(PromptFeature.WORD_COUNT, 0.78),
    COMPLEXITY(PromptFeature.COMPLEXITY, 0.19),
    SENTENCE_COUNT(PromptFeature.SENTENCE_COUNT, 0.66),
    PARAGRAPH_COUNT(PromptFeature.PARAGRAPH_COUNT, 0.3),
    LIST_ITEM_COUNT(PromptFeature.LIST_ITEM_COUNT, 0.4),
    CODE_BLOCK_COUNT(PromptFeature.CODE_BLOCK_COUNT, 0.3),
    QUOTE_COUNT(PromptFeature.QUOTE_COUNT, 0.3),
    ADDRESS_COUNT(PromptFeature.ADDRESS_COUNT, 0.3),
    NUMBER_COUNT(PromptFeature.NUMBER_COUNT, 0.72),
    QUESTION_COUNT(PromptFeature.QUESTION_COUNT, 0.41),
    REQUEST_COUNT(PromptFeature.REQUEST_COUNT, 0.47),
    MATERIAL_SHARE(PromptFeature.MATERIAL_SHARE, 0.16),
    LENGTH_CONSTRAINTS(PromptFeature.LENGTH_CONSTRAINTS, 0.47),
    FORMAT_CONSTRAINTS(PromptFeature.FORMAT_CONSTRAINTS, 0.36),
    AUDIENCE_CONSTRAINTS(PromptFeature.AUDIENCE_CONSTRAINTS, 0.3),
    TIME_CONSTRAINTS(PromptFeature.TIME_CONSTRAINTS, 0.53),
    NEGATION_COUNT(PromptFeature.NEGATION_COUNT, 0.48),
    RESTRICTION_COUNT(PromptFeature.RESTRICTION_COUNT, 0.5),
    CONSTRAINT_COUNT(PromptFeature.CONSTRAINT_COUNT, 0.87),
    CONNECTIVE_COUNT(PromptFeature.CONNECTIVE_COUNT, 0.61),
    REASONING_COUNT(PromptFeature.REASONING_COUNT, 0.35),
    HEADING_COUNT(PromptFeature.HEADING_COUNT, 0.3),
    TAG_COUNT(PromptFeature.TAG_COUNT, 0.3),
    PLACEHOLDER_COUNT(PromptFeature.PLACEHOLDER_COUNT, 0.3),
    CAPITALS_SHARE(PromptFeature.CAPITALS_SHARE, 0.05),
    MATERIAL_SEPARATED(PromptFeature.MATERIAL_SEPARATED, 0.3);

    private final PromptFeature feature;
    private final double scale;

    ControlledFeature(PromptFeature feature, double scale) {
        this.feature = feature;
        this.scale = scale;
    }

    /**
     * @param feature one that is not steered
     * @return why
     * @throws IllegalArgumentException if it is steered
     */
    static String whyNot(PromptFeature feature) {
        return switch (feature) {
            case ENGLISH, NON_LATIN_SHARE -> "out of reach: the vocabulary is English";
            case CHARACTER_COUNT, LINE_COUNT, PROTECTED_SHARE, MEAN_SENTENCE_LENGTH, LONGEST_SENTENCE ->
                "follows from counts that are steered";
            case DOMAIN_MATCH -> "follows from the domain and the length";
            case TYPE_TOKEN_RATIO,
                    MEAN_WORD_LENGTH,
                    STOP_WORD_SHARE,
                    RARE_WORD_SHARE,
                    LONG_WORD_SHARE,
                    FLESCH_READING_EASE,
                    FLESCH_KINCAID_GRADE,
                    GUNNING_FOG,
                    LIX -> "follows from the words of family and topic";
            default -> throw new IllegalArgumentException(feature.featureName() + " is steered");
        };
    }

    PromptFeature feature() {
        return feature;
    }

    /** {@return the value wanted, or NaN if the row says nothing about it} */
    double wanted(Map<String, Double> row) {
        Double value = row.get(feature.featureName());
        return value == null || !Double.isFinite(value) ? Double.NaN : value;
    }

    /** {@return 0 or 1 for a category, else the standardised absolute error} */
    double error(double wanted, PromptFeatures measured) {
        double value = measured.get(feature);
        return switch (feature.kind()) {
            case CATEGORICAL -> Math.rint(wanted) == value ? 0 : 1;
            case INTEGER -> Math.abs(Math.log1p(Math.max(0, wanted)) - Math.log1p(value)) / scale;
            default -> Math.abs(wanted - value) / scale;
        };
    }

    /** {@return the feature on the scale its error is measured on} */
    double transformed(PromptFeatures measured) {
        double value = measured.get(feature);
        return feature.kind() == FeatureKind.INTEGER ? Math.log1p(value) : value;
    }
}
