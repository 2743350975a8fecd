package dev.apes.engine.plugin;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A plugin that knows what it has cost. */
public interface ReportsUsage {
    /** {@return what has been used so far; empty if nothing is worth saying} */
    Optional<Usage> usage();

    /**
     * {@return how many evaluations its budget was meant for when it was configured, whatever has been used since; a session plans with
     * them as with its own limit, so that they last for whole iterations. Empty for no limit}
     */
    default OptionalLong evaluations() {
        return OptionalLong.empty();
    }

    /**
     * What was used, or would be.
     *
     * @param dryRun whether nothing was asked
     * @param calls requests
     * @param tokensIn tokens sent
     * @param tokensOut tokens received
     * @param cost in the currency of the prices given; empty without prices
     * @param sentence the same for people, with what else was counted
     */
    record Usage(boolean dryRun, long calls, long tokensIn, long tokensOut, OptionalDouble cost, String sentence) {}
}
