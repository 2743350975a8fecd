package dev.apes.api;

/**
 * Where the prompts went. {@code given = duplicates + setAside + training + validation + holdout}.
 *
 * @param source what the prompts are, e.g. a file's name or {@code generated starting corpus}
 * @param given prompts passed in
 * @param duplicates exact duplicates of an earlier prompt, dropped
 * @param setAside prompts close to both sides of a split, used for nothing
 * @param training prompts that rules, model, gaps and patterns learn from
 * @param validation prompts that candidates must prove themselves on
 * @param holdout prompts that decide nothing and lead the report
 */
public record DataSummary(
        String source, int given, int duplicates, int setAside, int training, int validation, int holdout) {
    /** Validates. */
    public DataSummary {
        Checks.notBlank(source, "source");
        if (given != duplicates + setAside + training + validation + holdout) {
            throw new IllegalArgumentException(given + " prompts given but " + duplicates + " duplicates, " + setAside
                    + " set aside, " + training + " training, " + validation + " validation and " + holdout
                    + " holdout prompts accounted for");
        }
    }
}
