package dev.apes.generators.copula;

import dev.apes.generators.table.SeededRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws jointly normal vectors of which some elements are fixed and some confined to intervals. The variables are put in the
 * order fixed, confined, free, and the Cholesky factor of that order turns independent draws into the conditional law: fixed
 * elements determine their draws, a confined one takes its draw from a truncated normal, free ones take any. With one confined
 * element that is exact; with several the result starts a few sweeps of Gibbs sampling over them, so that their joint law is
 * right as well. No draw is rejected. Immutable.
 */
final class LatentSampler {
    private static final int SWEEPS = 8;

    private final int[] order;
    private final int fixed;
    private final int confined;
    private final double[] low;
    private final double[] high;
    private final double[][] factor;
    private final double[] fixedDraws;
    private final double[][] precision;

    /**
     * @param correlation of all variables
     * @param low lower end by variable; equal to {@code high} where fixed, {@code -Infinity} where free
     * @param high upper end by variable
     */
    LatentSampler(double[][] correlation, double[] low, double[] high) {
        int n = correlation.length;
        List<Integer> fixedOnes = new ArrayList<>();
        List<Integer> confinedOnes = new ArrayList<>();
        List<Integer> freeOnes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            boolean free = low[i] == Double.NEGATIVE_INFINITY && high[i] == Double.POSITIVE_INFINITY;
            (free ? freeOnes : low[i] == high[i] ? fixedOnes : confinedOnes).add(i);
        }
        fixed = fixedOnes.size();
        confined = confinedOnes.size();
        fixedOnes.addAll(confinedOnes);
        fixedOnes.addAll(freeOnes);
        order = fixedOnes.stream().mapToInt(Integer::intValue).toArray();
        this.low = low.clone();
        this.high = high.clone();
        factor = NearestCorrelation.cholesky(permuted(correlation, n));
        fixedDraws = new double[fixed];
        for (int i = 0; i < fixed; i++) {
            fixedDraws[i] = (low[order[i]] - mean(i, fixedDraws)) / factor[i][i];
        }
        precision = confined > 1 ? SymmetricInverse.of(permuted(correlation, fixed + confined)) : null;
    }

    private double[][] permuted(double[][] correlation, int size) {
        double[][] permuted = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                permuted[i][j] = correlation[order[i]][order[j]];
            }
        }
        return permuted;
    }

    /**
     * @param random the stream
     * @param z filled with a draw, in the order of the correlation matrix
     * @param draws room for as many numbers, overwritten
     */
    void draw(SeededRandom random, double[] z, double[] draws) {
        int bound = fixed + confined;
        System.arraycopy(fixedDraws, 0, draws, 0, fixed);
        for (int i = 0; i < bound; i++) {
            int at = order[i];
            if (i < fixed) {
                z[at] = low[at];
            } else {
                double mean = mean(i, draws);
                double scale = factor[i][i];
                draws[i] = StandardNormal.truncated((low[at] - mean) / scale, (high[at] - mean) / scale, random);
                z[at] = mean + scale * draws[i];
            }
        }
        if (precision != null) {
            sweep(random, z);
            for (int i = fixed; i < bound; i++) {
                draws[i] = (z[order[i]] - mean(i, draws)) / factor[i][i];
            }
        }
        for (int i = bound; i < order.length; i++) {
            draws[i] = random.nextGaussian();
        }
        for (int i = bound; i < order.length; i++) {
            z[order[i]] = mean(i, draws) + factor[i][i] * draws[i];
        }
    }

    private void sweep(SeededRandom random, double[] z) {
        for (int s = 0; s < SWEEPS; s++) {
            for (int i = fixed; i < fixed + confined; i++) {
                double sum = 0;
                for (int j = 0; j < fixed + confined; j++) {
                    sum += j == i ? 0 : precision[i][j] * z[order[j]];
                }
                double mean = -sum / precision[i][i];
                double scale = 1 / Math.sqrt(precision[i][i]);
                int at = order[i];
                z[at] = mean
                        + scale * StandardNormal.truncated((low[at] - mean) / scale, (high[at] - mean) / scale, random);
            }
        }
    }

    private double mean(int i, double[] draws) {
        double[] row = factor[i];
        double sum = 0;
        for (int j = 0; j < i; j++) {
            sum += row[j] * draws[j];
        }
        return sum;
    }
}
