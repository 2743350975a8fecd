package dev.apes.engine.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.TDistribution;

/** One-sample tests on paired differences. Each p-value is in (0, 1]; the one-sided ones are small for a positive mean. */
public final class PairedTest {
    private static final int ENUMERATED = 16;

    private PairedTest() {}

    /**
     * Student's t-test of {@code mean <= 0}. Without variance the verdict is the sign: the smallest positive double for a positive
     * constant, otherwise 1.
     *
     * @param differences at least two finite values
     * @return the one-sided p-value
     */
    public static double studentGreater(double[] differences) {
        return studentGreater(Moments.of(Samples.checked(differences, 2, "differences")));
    }

    /**
     * Like {@link #studentGreater(double[])} from moments computed already.
     *
     * @param moments of at least two differences
     * @return the one-sided p-value
     */
    public static double studentGreater(Moments moments) {
        if (moments.variance() == 0) {
            return moments.mean() > 0 ? Double.MIN_VALUE : 1;
        }
        return positive(student(moments).cumulativeProbability(-moments.mean() / moments.standardError()));
    }

    /**
     * Student's t-test of {@code mean = 0}.
     *
     * @param differences at least two finite values
     * @return the two-sided p-value
     */
    public static double studentTwoSided(double[] differences) {
        Moments m = Moments.of(Samples.checked(differences, 2, "differences"));
        if (m.variance() == 0) {
            return m.mean() == 0 ? 1 : Double.MIN_VALUE;
        }
        double t = Math.abs(m.mean() / m.standardError());
        return positive(Math.min(1, 2 * student(m).cumulativeProbability(-t)));
    }

    /**
     * Fisher's randomisation test of symmetry about 0 (The Design of Experiments, 1935): the share of sign assignments whose sum
     * is at least the observed one. All of them are enumerated up to 16 non-zero differences; beyond, {@code draws} random ones are
     * taken, the observed one counted among them, which keeps the test valid (Phipson and Smyth 2010). Studentising the sum would
     * order the assignments alike, since the squares do not change.
     *
     * @param differences any number of finite values; zeros carry no information and are left out
     * @param draws random assignments, at least 1; the smallest p-value is {@code 1 / (draws + 1)}
     * @param random source of the signs
     * @return the one-sided p-value; 1 if all differences are 0
     */
    public static double signFlipGreater(double[] differences, int draws, RandomGenerator random) {
        Samples.checked(differences, 0, "differences");
        if (draws < 1) {
            throw new IllegalArgumentException("draws must be at least 1 but is " + draws);
        }
        double[] d = Arrays.stream(differences).filter(v -> v != 0).toArray();
        double observed = 0;
        double scale = 0;
        for (double v : d) {
            observed += v;
            scale += Math.abs(v);
        }
        // sums of the same numbers in other signs may differ by rounding: such ties count as reached
        double bar = observed - 1e-12 * scale;
        return d.length <= ENUMERATED ? enumerated(d, bar) : drawn(d, bar, draws, random);
    }

    private static double enumerated(double[] d, double bar) {
        long reached = 0;
        long all = 1L << d.length;
        for (long signs = 0; signs < all; signs++) {
            double sum = 0;
            for (int i = 0; i < d.length; i++) {
                sum += (signs >>> i & 1) == 0 ? d[i] : -d[i];
            }
            if (sum >= bar) {
                reached++;
            }
        }
        return (double) reached / all;
    }

    private static double drawn(double[] d, double bar, int draws, RandomGenerator random) {
        int reached = 1;
        for (int k = 0; k < draws; k++) {
            double sum = 0;
            long bits = 0;
            for (int i = 0; i < d.length; i++) {
                if ((i & 63) == 0) {
                    bits = random.nextLong();
                }
                sum += (bits & 1) == 0 ? d[i] : -d[i];
                bits >>>= 1;
            }
            if (sum >= bar) {
                reached++;
            }
        }
        return (double) reached / (draws + 1);
    }

    private static TDistribution student(Moments m) {
        return new TDistribution(null, m.n() - 1);
    }

    private static double positive(double p) {
        return Math.max(p, Double.MIN_VALUE);
    }
}
