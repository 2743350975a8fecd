package dev.apes.engine.optimize;

import java.util.Arrays;

/**
 * The squared distances of all pairs of points in one dimension, each different one kept once: flags, choices and small integers
 * have few, and the kernel is then worked out per distance and not per pair. Immutable.
 */
final class PairDistances {
    private final double[] distinct;
    /** Position of each pair's distance; pairs (i, j), j below i, row after row. */
    private final int[] index;

    PairDistances(Kernel kernel, int dimension, double[][] x) {
        int n = x.length;
        index = new int[n * (n - 1) / 2];
        double[] found = new double[Math.max(1, index.length)];
        int[] table = new int[Integer.highestOneBit(found.length) * 4];
        int count = 0;
        for (int i = 0, p = 0; i < n; i++) {
            for (int j = 0; j < i; j++, p++) {
                double d = kernel.squaredDistance(dimension, x[i][dimension], x[j][dimension]);
                long bits = Double.doubleToRawLongBits(d) * 0x9E3779B97F4A7C15L;
                int slot = (int) (bits >>> 33) & (table.length - 1);
                // entries are positions plus one, so that 0 means free
                while (table[slot] != 0 && found[table[slot] - 1] != d) {
                    slot = (slot + 1) & (table.length - 1);
                }
                if (table[slot] == 0) {
                    found[count++] = d;
                    table[slot] = count;
                }
                index[p] = table[slot] - 1;
            }
        }
        distinct = Arrays.copyOf(found, count);
    }

    /** How many different distances there are. */
    int count() {
        return distinct.length;
    }

    double distance(int position) {
        return distinct[position];
    }

    int[] index() {
        return index;
    }
}
