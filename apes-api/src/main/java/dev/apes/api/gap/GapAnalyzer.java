package dev.apes.api.gap;

/**
 * Finds what lies below target, how far, and what of it is attainable. Service provider interface. Stateless, deterministic
 * and thread-safe: a pure function of the context.
 */
public interface GapAnalyzer {
    /** {@return the name by which it is chosen} */
    String name();

    /**
     * @param context figures on training prompts, targets and the model's outlook
     * @return the gaps, worst first; never null
     */
    GapReport analyze(GapContext context);
}
