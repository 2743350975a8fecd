package dev.apes.engine.promotion;

import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Moments;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Raw gain of the candidate's composition minus raw gain of the incumbent's, one value for each prompt whose two texts differ. Where
 * they don't differ the difference is 0 by definition and says nothing; such prompts are left out before this class is made.
 *
 * <p>The test takes the values as independent. Prompts of one family (a template, a topic) are not: {@link #grouped} then makes
 * the family the unit. Immutable.
 */
public final class PairedDifferences {
    private final double[] values;
    private final int prompts;
    private final Moments moments;

    private PairedDifferences(double[] values, int prompts) {
        this.values = values;
        this.prompts = prompts;
        this.moments = values.length == 0 ? null : Moments.of(values);
    }

    /**
     * @param differences one value in [-1, 1] for each differing prompt; may be empty; copied
     * @return the differences of independent prompts
     */
    public static PairedDifferences of(double... differences) {
        for (int i = 0; i < differences.length; i++) {
            if (!(Math.abs(differences[i]) <= 1)) {
                throw new IllegalArgumentException(
                        "difference " + i + " of two raw gains must be in [-1, 1] but is " + differences[i]);
            }
        }
        return new PairedDifferences(differences.clone(), differences.length);
    }

    /**
     * Keeps the prompts whose texts differ.
     *
     * @param differences one value in [-1, 1] for each prompt
     * @param textsDiffer as many flags
     * @return the differences of independent prompts
     */
    public static PairedDifferences ofDiffering(double[] differences, boolean[] textsDiffer) {
        sameLength(differences.length, textsDiffer.length);
        double[] kept = new double[differences.length];
        int n = 0;
        for (int i = 0; i < differences.length; i++) {
            if (textsDiffer[i]) {
                kept[n++] = differences[i];
            }
        }
        return of(Arrays.copyOf(kept, n));
    }

    /**
     * Makes each group one unit. With G groups over n prompts, a group's value is its sum times G / n: the mean of the units is the mean over the
     * prompts, and their variance is that of a sample of whole groups.
     *
     * @param differences one value in [-1, 1] for each differing prompt
     * @param groups as many labels; prompts that may share their fate have equal ones
     * @return the differences with groups as units
     */
    public static PairedDifferences grouped(double[] differences, List<?> groups) {
        sameLength(differences.length, groups.size());
        PairedDifferences single = of(differences);
        Map<Object, Double> sums = new LinkedHashMap<>();
        for (int i = 0; i < differences.length; i++) {
            sums.merge(groups.get(i), differences[i], Double::sum);
        }
        double scale = (double) sums.size() / Math.max(1, differences.length);
        double[] units = sums.values().stream().mapToDouble(s -> s * scale).toArray();
        return new PairedDifferences(units, single.prompts);
    }

    /** {@return how many prompts' texts differ} */
    public int prompts() {
        return prompts;
    }

    /** {@return how many independent units there are: prompts, or groups of them} */
    public int size() {
        return values.length;
    }

    /**
     * {@return Student's interval for the mean over the units, infinitely wide for a single one}
     *
     * @param level coverage in (0, 1)
     * @throws IllegalArgumentException if there are no units
     */
    public Interval meanInterval(double level) {
        return Moments.of(values).meanInterval(level);
    }

    /** {@return the mean difference over the differing prompts; 0 if there are none} */
    public double mean() {
        return moments == null ? 0 : moments.mean();
    }

    /** {@return the moments of the units, of which there must be at least one} */
    Moments moments() {
        return moments;
    }

    /** {@return the units of both, e.g. of validation and training} */
    double[] with(PairedDifferences other) {
        double[] all = Arrays.copyOf(values, values.length + other.values.length);
        System.arraycopy(other.values, 0, all, values.length, other.values.length);
        return all;
    }

    /** {@return the root mean square about zero, which knows nothing of signs; 0 if there are none} */
    double rootMeanSquare() {
        double squares = 0;
        for (double v : values) {
            squares += v * v;
        }
        return Math.sqrt(squares / Math.max(1, values.length));
    }

    private static void sameLength(int differences, int others) {
        if (differences != others) {
            throw new IllegalArgumentException(
                    "one flag or label is needed for each difference but there are " + differences + " and " + others);
        }
    }
}
