package dev.apes.generators.table;

import java.util.function.LongSupplier;

/**
 * How many portions are drawn side by side: more as long as that brings more rows a second, fewer where memory is short. It reads the
 * clock and the heap, so it must decide nothing but speed. Not thread-safe.
 */
final class PortionsAtOnce {
    /** What more has to bring for it to stay. */
    private static final double WORTH_IT = 1.05;

    /** Of the memory that is free, what portions may take. */
    private static final double SHARE = 0.5;

    private final int most;
    private final long bytesOfOne;
    private final LongSupplier freeBytes;
    private int wanted = 1;
    private int settled = 0;
    private double rate = 0;

    /**
     * @param most at once, at least 1
     * @param bytesOfOne what drawing one takes at its peak
     * @param freeBytes what memory is left now
     */
    PortionsAtOnce(int most, long bytesOfOne, LongSupplier freeBytes) {
        this.most = most;
        this.bytesOfOne = bytesOfOne;
        this.freeBytes = freeBytes;
    }

    /** {@return how many to draw now, at least 1} */
    int next() {
        int room = (int) Math.min(most, SHARE * freeBytes.getAsLong() / Math.max(1, bytesOfOne));
        return Math.max(1, Math.min(wanted, room));
    }

    /**
     * @param portions that were drawn side by side
     * @param rows in all of them
     * @param nanos that it took
     */
    void measured(int portions, long rows, long nanos) {
        if (portions < wanted || settled > 0) {
            return; // memory was short, or it is known what is best
        }
        double now = rows / Math.max(1.0, nanos);
        if (now > WORTH_IT * rate) {
            rate = now;
            if (wanted == most) {
                settled = wanted;
            }
            wanted = Math.min(most, 2 * wanted);
        } else {
            wanted = Math.max(1, wanted / 2);
            settled = wanted;
        }
    }

    /** @return whether fewer can be tried after memory ran out */
    boolean backOff(int portions) {
        wanted = Math.max(1, portions / 2);
        settled = wanted;
        return portions > 1;
    }
}
