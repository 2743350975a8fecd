package dev.apes.generators.neural;

import java.util.Arrays;

/**
 * Products of matrices stored as one array per row, the form in which the JIT compiler turns the inner loop into vector
 * instructions. Zeros on the left are skipped: half of what leaves a rectifier and most of a one-hot code is zero. Every sum is
 * taken in the order of its index. Products are made on the calling thread.
 */
final class MatrixProduct {
    /** Rows of the right matrix that are worked on while they are in the cache. */
    private static final int BLOCK = 64;

    /** Numbers that are worth a task of their own when transposing. */
    private static final int WORTH_A_TASK = 200_000;

    private MatrixProduct() {}

    /**
     * {@code c += a · b}.
     *
     * @param a {@code [rows][inner]}
     * @param from first row of {@code a} and {@code c} to use
     * @param to behind the last
     * @param b {@code [inner][width]} or wider
     * @param c {@code [rows][width]}
     */
    static void add(float[][] a, int from, int to, float[][] b, float[][] c) {
        int inner = b.length;
        int[] at = new int[BLOCK];
        float[] factor = new float[BLOCK];
        for (int start = 0; start < inner; start += BLOCK) {
            int end = Math.min(inner, start + BLOCK);
            for (int r = from; r < to; r++) {
                float[] left = a[r];
                int n = 0;
                for (int k = start; k < end; k++) {
                    // without a branch: which values are 0 can't be predicted
                    at[n] = k;
                    factor[n] = left[k];
                    n += nonZero(left[k]);
                }
                addRows(c[r], b, at, factor, n);
            }
        }
    }

    /**
     * {@code c += aᵀ · b}.
     *
     * @param a {@code [rows][inner]}
     * @param from first row of {@code a} and {@code b} to use
     * @param to behind the last
     * @param b {@code [rows][width]}
     * @param c {@code [inner][width]}
     */
    static void addTransposed(float[][] a, int from, int to, float[][] b, float[][] c) {
        int inner = c.length;
        int[] at = new int[BLOCK];
        float[] factor = new float[BLOCK];
        for (int start = from; start < to; start += BLOCK) {
            int end = Math.min(to, start + BLOCK);
            for (int i = 0; i < inner; i++) {
                int n = 0;
                for (int r = start; r < end; r++) {
                    float value = a[r][i];
                    at[n] = r;
                    factor[n] = value;
                    n += nonZero(value);
                }
                addRows(c[i], b, at, factor, n);
            }
        }
    }

    /** 0 for 0 and for -0, 1 for everything else. */
    private static int nonZero(float value) {
        int magnitude = Float.floatToRawIntBits(value) << 1;
        return (magnitude | -magnitude) >>> 31;
    }

    private static void addRows(float[] sum, float[][] rows, int[] at, float[] factor, int n) {
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            addFour(
                    sum,
                    rows[at[i]],
                    rows[at[i + 1]],
                    rows[at[i + 2]],
                    rows[at[i + 3]],
                    factor[i],
                    factor[i + 1],
                    factor[i + 2],
                    factor[i + 3]);
        }
        for (; i < n; i++) {
            addOne(sum, rows[at[i]], factor[i]);
        }
    }

    // one row of the result per loop: with two, or with rows inside one long array, Java 17 no longer vectorises it
    private static void addFour(
            float[] sum, float[] x0, float[] x1, float[] x2, float[] x3, float f0, float f1, float f2, float f3) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Math.fma(f3, x3[j], Math.fma(f2, x2[j], Math.fma(f1, x1[j], Math.fma(f0, x0[j], sum[j]))));
        }
    }

    private static void addOne(float[] sum, float[] x, float factor) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Math.fma(factor, x[j], sum[j]);
        }
    }

    /**
     * {@code into += aᵀ}, on the calling thread; {@code a} becomes 0.
     *
     * @param a {@code [rows][width]}
     * @param into {@code [width][rows]}
     */
    static void moveTransposed(float[][] a, float[][] into) {
        for (int start = 0; start < a.length; start += BLOCK) {
            int end = Math.min(a.length, start + BLOCK);
            for (int j = 0; j < into.length; j++) {
                float[] target = into[j];
                for (int r = start; r < end; r++) {
                    target[r] += a[r][j];
                }
            }
        }
        for (float[] row : a) {
            Arrays.fill(row, 0);
        }
    }

    /**
     * @param a {@code [rows][width]}
     * @param into {@code [width][rows]}, overwritten
     */
    static void transpose(float[][] a, float[][] into) {
        int grain = 1 + WORTH_A_TASK / a.length;
        InRanges.run(into.length, grain, (from, to) -> {
            for (int start = 0; start < a.length; start += BLOCK) {
                int end = Math.min(a.length, start + BLOCK);
                for (int j = from; j < to; j++) {
                    float[] target = into[j];
                    for (int r = start; r < end; r++) {
                        target[r] = a[r][j];
                    }
                }
            }
        });
    }
}
