package dev.apes.api.gap;

import java.util.List;

/**
 * What lies below target, worst first.
 *
 * @param gaps by descending severity; ties in a fixed order; empty when every target is reached
 */
public record GapReport(List<Gap> gaps) {
    /** Copies. */
    public GapReport {
        gaps = List.copyOf(gaps);
    }

    /** {@return the gaps that are still worth working on, worst first} */
    public List<Gap> open() {
        return gaps.stream().filter(g -> !g.exhausted()).toList();
    }

    /** {@return whether nothing is left to gain: there are no gaps, or all of them are exhausted} */
    public boolean exhausted() {
        return gaps.stream().allMatch(Gap::exhausted);
    }
}
