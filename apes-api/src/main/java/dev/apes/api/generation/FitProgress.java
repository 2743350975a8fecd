package dev.apes.api.generation;

/** Is told how far a fit has come, for people who wait for it. It decides nothing. */
@FunctionalInterface
public interface FitProgress {
    /** Tells nobody. */
    FitProgress NONE = share -> {};

    /**
     * @param share of the work that is done, in [0, 1], never less than before
     */
    void report(double share);
}
