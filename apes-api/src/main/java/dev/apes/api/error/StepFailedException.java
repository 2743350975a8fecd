package dev.apes.api.error;

import dev.apes.api.TrainingStep;

/** A step of the loop failed or ran out of time; its iteration was rolled back and the session can be resumed. */
public final class StepFailedException extends ApesException {
    private static final long serialVersionUID = 1L;

    private final TrainingStep step;
    private final int iteration;
    private final boolean timedOut;

    /**
     * @param step the step that failed
     * @param iteration its iteration, from 1
     * @param timedOut whether its time limit cut it off
     * @param problem what happened and what to do
     * @param cause the underlying error, or null
     */
    public StepFailedException(TrainingStep step, int iteration, boolean timedOut, String problem, Throwable cause) {
        super(
                "Step '" + step.label() + "' of iteration " + iteration + (timedOut ? " timed out: " : " failed: ")
                        + problem,
                cause);
        this.step = step;
        this.iteration = iteration;
        this.timedOut = timedOut;
    }

    /** {@return the step that failed} */
    public TrainingStep step() {
        return step;
    }

    /** {@return the iteration, from 1} */
    public int iteration() {
        return iteration;
    }

    /** {@return whether the step's time limit cut it off} */
    public boolean timedOut() {
        return timedOut;
    }
}
