package dev.apes.generators.neural;

/**
 * Elementary functions in single precision, correct to about 2e-7 and the same on every JVM, which {@link Math#exp} need not be.
 */
public final class FastFloat {
    private static final float LOG2_E = 1.442695041f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;

    /** The bits of 1. */
    private static final int ONE = 0x3f800000;

    /** The bits of √½. */
    private static final int ROOT_OF_HALF = 0x3f3504f3;

    private FastFloat() {}

    /**
     * {@code e^x} by range reduction to half a binary order and Moshier's minimax polynomial (Cephes, {@code expf}).
     *
     * @param x cut to [-87, 88]
     * @return its exponential
     */
    public static float exp(float x) {
        if (!(x > -87)) {
            return Float.isNaN(x) ? x : 1.6458115e-38f;
        }
        float bounded = Math.min(x, 88);
        int n = (int) (bounded * LOG2_E + (bounded < 0 ? -0.5f : 0.5f));
        float r = bounded - n * LN2_HIGH - n * LN2_LOW;
        float p = 1.9875691500e-4f;
        p = p * r + 1.3981999507e-3f;
        p = p * r + 8.3334519073e-3f;
        p = p * r + 4.1665795894e-2f;
        p = p * r + 1.6666665459e-1f;
        p = p * r + 5.0000001201e-1f;
        p = p * r * r + r + 1;
        return p * Float.intBitsToFloat((n + 127) << 23);
    }

    /**
     * The natural logarithm by the binary exponent and Moshier's polynomial for what is left (Cephes, {@code logf}).
     *
     * @param x a normal number above 0
     * @return its logarithm
     */
    public static float log(float x) {
        // the binary exponent that leaves a mantissa from √½ to √2; without a branch, which could not be predicted
        int bits = Float.floatToRawIntBits(x) + (ONE - ROOT_OF_HALF);
        int n = (bits >>> 23) - 127;
        float r = Float.intBitsToFloat((bits & 0x7fffff) + ROOT_OF_HALF) - 1;
        float p = 7.0376836292e-2f;
        p = p * r - 1.1514610310e-1f;
        p = p * r + 1.1676998740e-1f;
        p = p * r - 1.2420140846e-1f;
        p = p * r + 1.4249322787e-1f;
        p = p * r - 1.6668057665e-1f;
        p = p * r + 2.0000714765e-1f;
        p = p * r - 2.4999993993e-1f;
        p = p * r + 3.3333331174e-1f;
        float square = r * r;
        float low = p * r * square + LN2_LOW * n - 0.5f * square;
        return r + low + LN2_HIGH * n;
    }

    /**
     * @param x any value
     * @return its hyperbolic tangent
     */
    public static float tanh(float x) {
        return 1 - 2 / (exp(2 * x) + 1);
    }

    /**
     * @param x any value
     * @return {@code 1 / (1 + e^-x)}
     */
    public static float sigmoid(float x) {
        return 1 / (1 + exp(-x));
    }

    /**
     * Softmax of a part of a row.
     *
     * @param logits the row
     * @param from where the part begins
     * @param count its length, at least 1
     * @param into the row to write to, at the same place; may be {@code logits}
     */
    public static void softmax(float[] logits, int from, int count, float[] into) {
        float max = logits[from];
        for (int i = from + 1; i < from + count; i++) {
            max = Math.max(max, logits[i]);
        }
        float sum = 0;
        for (int i = from; i < from + count; i++) {
            into[i] = exp(logits[i] - max);
            sum += into[i];
        }
        float scale = 1 / sum;
        for (int i = from; i < from + count; i++) {
            into[i] *= scale;
        }
    }
}
