package dev.apes.engine.text;

/** How a value of the feature vector is to be read. */
public enum FeatureKind {
    /** A real number. */
    NUMERIC,
    /** A whole number. */
    INTEGER,
    /** 0 or 1. */
    BOOLEAN,
    /** The position of a category in {@link PromptFeature#categories()}; the order of categories means nothing. */
    CATEGORICAL
}
