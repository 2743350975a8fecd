package dev.apes.engine.text;

import java.util.Arrays;
import java.util.List;

/**
 * The features of one prompt: a fixed vector with one value per {@link PromptFeature}, in its order. Immutable and thread-safe;
 * equal texts have equal features.
 *
 * <p>{@link #values()} keeps categories as one ordinal column each, for typed tables and copulas; {@link #encoded()} spreads them
 * over one column per category, for models that take numbers only.
 */
public final class PromptFeatures {
    private static final PromptFeature[] FEATURES = PromptFeature.values();
    private static final TaskType[] TASK_TYPES = TaskType.values();
    private static final Domain[] DOMAINS = Domain.values();
    private static final List<String> NAMES =
            Arrays.stream(FEATURES).map(PromptFeature::featureName).toList();
    private static final List<String> ENCODED_NAMES = encodedNameList();
    /** Characters per generation: a few thousand prompts. A session's prompts are measured by all who look at them. */
    private static final long ROOM = 1_200_000;

    private static final RecentResults<String, PromptFeatures> RECENT =
            RecentResults.ofTexts(text -> of(PromptText.recent(text)), ROOM);
    private final double[] values;

    PromptFeatures(double[] values) {
        this.values = values;
    }

    /**
     * Measures an analysed text.
     *
     * @param prompt the analysis
     * @return its features
     */
    public static PromptFeatures of(PromptText prompt) {
        return new PromptFeatures(new FeatureExtractor(prompt).values());
    }

    /**
     * Analyses and measures a text. The texts measured last are remembered.
     *
     * @param text any string; not null
     * @return its features
     * @throws IllegalArgumentException if {@code text} is null
     */
    public static PromptFeatures of(String text) {
        if (text == null) {
            throw new IllegalArgumentException("text is null; pass an empty string for a prompt without text");
        }
        return RECENT.get(text);
    }

    /** {@return the names of the columns of {@link #values()}} */
    public static List<String> names() {
        return NAMES;
    }

    /** {@return the columns of {@link #values()} with kind, bounds and categories, enough to build a typed table} */
    public static List<PromptFeature> schema() {
        return List.of(FEATURES);
    }

    /** {@return the names of the columns of {@link #encoded()}: {@code name} or {@code name=CATEGORY}} */
    public static List<String> encodedNames() {
        return ENCODED_NAMES;
    }

    /** {@return a copy of the vector, one value per name} */
    public double[] values() {
        return values.clone();
    }

    /** {@return a new vector in which each category has a column of its own that holds 0 or 1} */
    public double[] encoded() {
        double[] encoded = new double[ENCODED_NAMES.size()];
        int at = 0;
        for (PromptFeature feature : FEATURES) {
            double value = values[feature.ordinal()];
            if (feature.kind() == FeatureKind.CATEGORICAL) {
                encoded[at + (int) value] = 1;
                at += feature.categories().size();
            } else {
                encoded[at++] = value;
            }
        }
        return encoded;
    }

    /**
     * One value of the vector.
     *
     * @param feature which
     * @return its value, finite and within the feature's bounds
     */
    public double get(PromptFeature feature) {
        return values[feature.ordinal()];
    }

    /**
     * One count of the vector.
     *
     * @param feature an integer feature
     * @return its value
     */
    public int count(PromptFeature feature) {
        return (int) values[feature.ordinal()];
    }

    /** {@return the kind of task} */
    public TaskType taskType() {
        return TASK_TYPES[count(PromptFeature.TASK_TYPE)];
    }

    /** {@return the subject} */
    public Domain domain() {
        return DOMAINS[count(PromptFeature.DOMAIN)];
    }

    /** {@return how clearly the subject shows, 0 to 1} */
    public double domainMatch() {
        return get(PromptFeature.DOMAIN_MATCH);
    }

    /** {@return how much there is to do, 0 to 1} */
    public double complexity() {
        return get(PromptFeature.COMPLEXITY);
    }

    /** {@return the number of words} */
    public int wordCount() {
        return count(PromptFeature.WORD_COUNT);
    }

    /** {@return whether the text is English} */
    public boolean english() {
        return get(PromptFeature.ENGLISH) == 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PromptFeatures features && Arrays.equals(values, features.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("PromptFeatures[");
        for (PromptFeature feature : FEATURES) {
            text.append(feature.ordinal() == 0 ? "" : ", ")
                    .append(feature.featureName())
                    .append('=')
                    .append(values[feature.ordinal()]);
        }
        return text.append(']').toString();
    }

    private static List<String> encodedNameList() {
        return Arrays.stream(FEATURES)
                .flatMap(feature -> feature.kind() == FeatureKind.CATEGORICAL
                        ? feature.categories().stream().map(category -> feature.featureName() + "=" + category)
                        : java.util.stream.Stream.of(feature.featureName()))
                .toList();
    }
}
