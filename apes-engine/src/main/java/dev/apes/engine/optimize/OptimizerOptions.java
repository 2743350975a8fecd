package dev.apes.engine.optimize;

import dev.apes.api.Checks;
import dev.apes.api.rule.ParameterValues;
import java.util.Objects;
import java.util.Optional;

/**
 * How a {@link MixedOptimizer} works.
 *
 * @param maximise whether larger objective values are better
 * @param noisy whether an evaluation differs from the truth by chance; then the best setting is told by the model's posterior
 *     mean and not by the luckiest value
 * @param repeats whether a setting that was told or is pending may be proposed again
 * @param initialPoints how many settings a space-filling design proposes before the model does, at least 1; settings told
 *     without being asked for count towards it
 * @param start the setting proposed first, if any
 */
public record OptimizerOptions(
        boolean maximise, boolean noisy, boolean repeats, int initialPoints, Optional<ParameterValues> start) {
    /** Validates. */
    public OptimizerOptions {
        Checks.atLeast(initialPoints, 1, "initialPoints");
        Objects.requireNonNull(start, "start");
    }

    /**
     * @param dimensions number of parameters
     * @return noise-free minimisation with a design of a size that suits some 50 evaluations
     */
    public static OptimizerOptions minimise(int dimensions) {
        return new OptimizerOptions(false, false, false, Math.max(4, Math.min(12, dimensions + 3)), Optional.empty());
    }

    /** {@return a copy that maximises} */
    public OptimizerOptions maximising() {
        return new OptimizerOptions(true, noisy, repeats, initialPoints, start);
    }

    /**
     * @param repeated whether asking for one setting twice gives new information
     * @return a copy for a noisy objective
     */
    public OptimizerOptions withNoise(boolean repeated) {
        return new OptimizerOptions(maximise, true, repeated, initialPoints, start);
    }

    /**
     * @param first the setting to propose first
     * @return a copy with that set
     */
    public OptimizerOptions startingAt(ParameterValues first) {
        return new OptimizerOptions(maximise, noisy, repeats, initialPoints, Optional.of(first));
    }
}
