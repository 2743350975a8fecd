package dev.apes.engine.workflow;

/**
 * When a commit carries a checkpoint: whenever it costs little beside what has been computed since the last one, at the latest every
 * {@value #EVERY} iterations, and when the session is about to stop. It may look at the clock, for it decides nothing but how much is
 * computed again after a cut. Not thread-safe.
 */
final class CheckpointSchedule {
    static final int EVERY = 10;
    private static final double SHARE = 0.02;

    private final boolean always;
    private long lastAt;
    private int lastIteration;
    private long lastCost = -1;

    /**
     * @param always whether every commit carries one, because what lies behind could not be computed again
     * @param iteration the iteration it starts behind
     */
    CheckpointSchedule(boolean always, int iteration) {
        this.always = always;
        lastIteration = iteration;
        lastAt = System.nanoTime();
    }

    boolean due(int iteration, boolean stopping) {
        return always
                || stopping
                || lastCost < 0
                || iteration - lastIteration >= EVERY
                || lastCost <= SHARE * (System.nanoTime() - lastAt);
    }

    /** @param begun when writing it began, by {@link System#nanoTime}; storing it is taken to cost as much again */
    void written(int iteration, long begun) {
        lastAt = System.nanoTime();
        lastCost = 2 * (lastAt - begun);
        lastIteration = iteration;
    }
}
