package dev.apes.engine.recovery;

/** The bytes of a checkpoint are not a state that this version can read. What they held has to be computed again. */
public final class DamagedStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param problem what is wrong with which part */
    public DamagedStateException(String problem) {
        super(problem);
    }
}
