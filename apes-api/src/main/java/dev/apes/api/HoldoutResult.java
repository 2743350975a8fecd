package dev.apes.api;

/**
 * The paired result on holdout prompts. All scores are means in [0, 1].
 *
 * @param group which holdout prompts, e.g. {@code all} or a source's name
 * @param prompts how many
 * @param differing on how many of them the two enhanced texts differ
 * @param raw mean score of the prompts as they are
 * @param atStart mean score enhanced with the parameters at the start
 * @param atEnd mean score enhanced with the parameters at the end
 * @param low lower end of the 95 % interval of {@code atEnd − atStart}
 * @param high upper end of that interval
 */
public record HoldoutResult(
        String group, int prompts, int differing, double raw, double atStart, double atEnd, double low, double high) {
    /** Validates. */
    public HoldoutResult {
        Checks.notBlank(group, "group");
        Checks.atLeast(prompts, 0, "prompts");
        Checks.inRange(differing, 0, prompts, "differing");
        Checks.inRange(raw, 0, 1, "raw");
        Checks.inRange(atStart, 0, 1, "atStart");
        Checks.inRange(atEnd, 0, 1, "atEnd");
        Checks.finite(low, "low");
        Checks.finite(high, "high");
    }

    /** {@return the paired mean difference, end minus start} */
    public double difference() {
        return atEnd - atStart;
    }
}
