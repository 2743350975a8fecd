package dev.apes.engine.statistics;

import java.util.random.RandomGenerator;

/**
 * xoshiro256++ 1.0 (Blackman and Vigna 2019; period 2^256 - 1, passes BigCrush) as a {@link RandomGenerator} whose every method
 * used here is fixed by this class. The JDK's own generators are not: L64X128MixRandom sits in a module (jdk.random) that a
 * trimmed runtime may lack, and the default {@code nextGaussian} and bounded {@code nextInt} may change from one release to the
 * next, which would change results with the JVM.
 *
 * <p>Not thread-safe: give each task its own stream.
 */
final class StreamRandom implements RandomGenerator {
    private long s0;
    private long s1;
    private long s2;
    private long s3;
    private double spareGaussian;
    private boolean hasSpare;

    /** Expands 64 bits to the state by SplitMix64, as the authors advise; the state is never all zero. */
    StreamRandom(long seed) {
        this(
                Mix.finish(seed + Mix.GOLDEN),
                Mix.finish(seed + 2 * Mix.GOLDEN),
                Mix.finish(seed + 3 * Mix.GOLDEN),
                Mix.finish(seed + 4 * Mix.GOLDEN));
    }

    /** Starts from a raw state, not all zero. */
    StreamRandom(long s0, long s1, long s2, long s3) {
        this.s0 = s0;
        this.s1 = s1;
        this.s2 = s2;
        this.s3 = s3;
    }

    @Override
    public long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    @Override
    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    @Override
    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    @Override
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1.0p-24f;
    }

    @Override
    public double nextDouble(double bound) {
        return nextDouble(0, bound);
    }

    @Override
    public double nextDouble(double origin, double bound) {
        if (!(origin < bound) || !Double.isFinite(bound - origin)) {
            throw new IllegalArgumentException("origin must be below bound but they are " + origin + " and " + bound);
        }
        double value = origin + nextDouble() * (bound - origin);
        return value < bound ? value : Math.nextDown(bound);
    }

    @Override
    public int nextInt(int bound) {
        return nextInt(0, bound);
    }

    @Override
    public int nextInt(int origin, int bound) {
        return (int) nextLong(origin, bound);
    }

    @Override
    public long nextLong(long bound) {
        return nextLong(0, bound);
    }

    /** Unbiased: values beyond the largest multiple of the range are drawn again. */
    @Override
    public long nextLong(long origin, long bound) {
        long range = bound - origin;
        if (origin >= bound || range <= 0) {
            throw new IllegalArgumentException("origin must be below bound but they are " + origin + " and " + bound);
        }
        long bits = nextLong() >>> 1;
        long value = bits % range;
        while (bits - value + (range - 1) < 0) {
            bits = nextLong() >>> 1;
            value = bits % range;
        }
        return origin + value;
    }

    /** Marsaglia's polar method (1964) in strict arithmetic. */
    @Override
    public double nextGaussian() {
        if (hasSpare) {
            hasSpare = false;
            return spareGaussian;
        }
        double u;
        double v;
        double s;
        do {
            u = 2 * nextDouble() - 1;
            v = 2 * nextDouble() - 1;
            s = u * u + v * v;
        } while (s >= 1 || s == 0);
        double factor = Math.sqrt(-2 * StrictMath.log(s) / s);
        spareGaussian = v * factor;
        hasSpare = true;
        return u * factor;
    }

    @Override
    public double nextGaussian(double mean, double stddev) {
        if (!(stddev >= 0)) {
            throw new IllegalArgumentException("stddev must be at least 0 but is " + stddev);
        }
        return mean + stddev * nextGaussian();
    }

    @Override
    public double nextExponential() {
        return -StrictMath.log(1 - nextDouble());
    }
}
