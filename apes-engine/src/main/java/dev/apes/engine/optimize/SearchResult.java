package dev.apes.engine.optimize;

import dev.apes.api.rule.ParameterValues;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What a {@link SettingSearch} found.
 *
 * <p><b>Bias.</b> The winner was chosen on the prompts before {@code freshFrom}, so its mean there is too good: the luckiest
 * of many. The prompts from {@code freshFrom} on had no part in the choice, and the mean over them is unbiased. With too few
 * prompts to set any aside, {@code freshFrom} is their number and no unbiased figure exists.
 *
 * @param best the winner; the incumbent itself when nothing looked better
 * @param differences the winner's gain minus the incumbent's on each training prompt, in order
 * @param freshFrom index of the first prompt that had no part in the choice
 * @param observations every setting tried in this search, in the order tried, relative to the incumbent
 * @param settingsTried how many that are, the incumbent not among them
 * @param evaluations gains measured
 * @param cutShort whether the budget of evaluations ended the search
 * @param memory everything known, for the next search
 */
public record SearchResult(
        ParameterValues best,
        double[] differences,
        int freshFrom,
        List<SettingObservation> observations,
        int settingsTried,
        long evaluations,
        boolean cutShort,
        SearchMemory memory) {
    /** Copies. */
    public SearchResult {
        Objects.requireNonNull(best, "best");
        differences = differences.clone();
        observations = List.copyOf(observations);
        Objects.requireNonNull(memory, "memory");
    }

    @Override
    public double[] differences() {
        return differences.clone();
    }

    /** {@return mean difference over all training prompts; optimistic, see above} */
    public double meanDifference() {
        return PairedDifferences.of(differences).mean();
    }

    /** {@return standard error of {@link #meanDifference()}} */
    public double standardError() {
        return PairedDifferences.of(differences).standardError();
    }

    /** {@return standard deviation of the differences over all training prompts} */
    public double standardDeviation() {
        return PairedDifferences.of(differences).standardDeviation();
    }

    /** {@return mean difference over the fresh prompts, unbiased; NaN without fresh prompts} */
    public double freshMeanDifference() {
        return PairedDifferences.of(fresh()).mean();
    }

    /** {@return standard error of {@link #freshMeanDifference()}; NaN with fewer than two fresh prompts} */
    public double freshStandardError() {
        return PairedDifferences.of(fresh()).standardError();
    }

    /**
     * {@return whether the winner deserves a test by the promotion gate: it is not the incumbent, and gains on all prompts
     * together and on the fresh ones, if any}
     *
     * @param incumbent the setting in force
     */
    public boolean worthTesting(ParameterValues incumbent) {
        boolean confirmed = freshFrom == differences.length || freshMeanDifference() > 0;
        return !best.equals(incumbent) && meanDifference() > 0 && confirmed;
    }

    private double[] fresh() {
        return IntStream.range(freshFrom, differences.length)
                .mapToDouble(i -> differences[i])
                .toArray();
    }
}
