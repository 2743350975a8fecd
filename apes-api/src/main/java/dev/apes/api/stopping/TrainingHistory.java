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
        if (!(iterations instanceof AppendOnlyList)) {
            iterations = List.copyOf(iterations);
            for (int i = 0; i < iterations.size(); i++) {
                check(iterations.get(i), i);
            }
        }
    }

    private static void check(IterationSummary iteration, int position) {
        if (iteration.iteration() != position + 1) {
            throw new IllegalArgumentException("iterations must be contiguous from 1 but position " + (position + 1)
                    + " holds iteration " + iteration.iteration());
        }
    }

    /**
     * A history with one iteration more. Costs the same however long the history is; this one stays as it is.
     *
     * @param next the iteration after the newest
     * @return the longer history
     */
    public TrainingHistory with(IterationSummary next) {
        check(next, iterations.size());
        AppendOnlyList<IterationSummary> list = iterations instanceof AppendOnlyList<IterationSummary> grown
                ? grown
                : AppendOnlyList.copyOf(iterations);
        return new TrainingHistory(list.with(next));
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
