package dev.apes.generators.table;

/**
 * A random stream that is the same on every JVM: SplitMix64 (Steele, Lea and Flood, <i>Fast splittable pseudorandom number
 * generators</i>, OOPSLA 2014) with Marsaglia's polar method for normal draws and {@link StrictMath} throughout. Not thread-safe.
 */
public final class SeededRandom {
    private long state;
    private double spare;
    private boolean hasSpare;

    /** @param seed any value; near seeds give unrelated streams */
    public SeededRandom(long seed) {
        this.state = mix(seed + 0x9E3779B97F4A7C15L);
    }

    /** {@return 64 random bits} */
    public long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        return mix(state);
    }

    /** {@return a uniform draw from [0, 1)} */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /**
     * @param bound at least 1
     * @return a uniform draw from 0 to {@code bound - 1}
     */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1 but is " + bound);
        }
        // 53 random bits against at most 31: the bias is below 2^-22
        return (int) (nextDouble() * bound);
    }

    /** {@return a draw from the standard normal distribution} */
    public double nextGaussian() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        double u;
        double v;
        double s;
        do {
            u = 2 * nextDouble() - 1;
            v = 2 * nextDouble() - 1;
            s = u * u + v * v;
        } while (s >= 1 || s == 0);
        double scale = Math.sqrt(-2 * StrictMath.log(s) / s);
        spare = v * scale;
        hasSpare = true;
        return u * scale;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
