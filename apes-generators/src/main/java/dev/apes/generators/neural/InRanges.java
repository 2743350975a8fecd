package dev.apes.generators.neural;

import java.util.stream.IntStream;

/**
 * Splits work over the common pool. Whoever uses it computes every result within one range and independent of where ranges begin,
 * so that the number of threads changes nothing.
 */
public final class InRanges {
    /** More tasks than cores even out their speed; more than these only cost. */
    private static final int MOST_TASKS = 16;

    private InRanges() {}

    /** Works on what lies between two indices. */
    @FunctionalInterface
    public interface Work {
        /**
         * @param from first index
         * @param to behind the last index
         */
        void on(int from, int to);
    }

    /**
     * @param count how many indices, from 0
     * @param grain how many are worth a task of their own, at least 1
     * @param work done once for every index
     */
    public static void run(int count, int grain, Work work) {
        int tasks = Math.min(MOST_TASKS, count / Math.max(1, grain));
        if (tasks < 2) {
            work.on(0, count);
            return;
        }
        IntStream.range(0, tasks)
                .parallel()
                .forEach(t -> work.on((int) ((long) count * t / tasks), (int) ((long) count * (t + 1) / tasks)));
    }
}
