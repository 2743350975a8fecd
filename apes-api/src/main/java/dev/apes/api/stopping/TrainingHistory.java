package dev.apes.api.stopping;

import java.util.List;
import java.util.Optional;

/**
 * The committed iterations of a session, oldest first. Immutable.
 *
 * @param iterations contiguous from 1; may be empty
 */
public record TrainingHistory(List<IterationSummary> iterations) {
    /** Validates and copies. */
    public TrainingHistory {
        iterations = List.copyOf(iterations);
        for (int i = 0; i < iterations.size(); i++) {
            if (iterations.get(i).iteration() != i + 1) {
                throw new IllegalArgumentException("iterations must be contiguous from 1 but position " + (i + 1)
                        + " holds iteration " + iterations.get(i).iteration());
            }
        }
    }

    /** {@return how many iterations there are} */
    public int size() {
        return iterations.size();
    }

    /** {@return the newest iteration, if any} */
    public Optional<IterationSummary> last() {
        return iterations.isEmpty() ? Optional.empty() : Optional.of(iterations.get(iterations.size() - 1));
    }

    /** {@return the deciding improvements in iteration order; the first is the baseline's 0} */
    public double[] improvements() {
        return iterations.stream().mapToDouble(IterationSummary::improvement).toArray();
    }
}
