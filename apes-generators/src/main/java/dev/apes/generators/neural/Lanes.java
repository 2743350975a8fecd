package dev.apes.generators.neural;

import java.util.stream.IntStream;

/**
 * Splits the rows of a batch into a fixed number of lanes that run beside each other. Every lane has gradients of its own, which are added in
 * the order of the lanes, so that the number of threads changes nothing; and one hand-over per batch keeps waking threads cheap
 * against the work.
 */
public final class Lanes {
    /** How many lanes a batch has. More would serve larger machines, but every one costs a copy of all gradients per batch. */
    public static final int COUNT = 2;

    private Lanes() {}

    /** Works on the rows of a lane. */
    @FunctionalInterface
    public interface Work {
        /**
         * @param lane from 0
         * @param from first row
         * @param to behind the last row; may equal {@code from}
         */
        void on(int lane, int from, int to);
    }

    /**
     * @param rows how many rows the batch has
     * @param parallel whether it is worth more than one thread
     * @param work done once for every lane
     */
    public static void run(int rows, boolean parallel, Work work) {
        IntStream lanes = IntStream.range(0, COUNT);
        (parallel ? lanes.parallel() : lanes).forEach(lane -> work.on(lane, start(rows, lane), start(rows, lane + 1)));
    }

    private static int start(int rows, int lane) {
        return (int) ((long) rows * lane / COUNT);
    }
}
