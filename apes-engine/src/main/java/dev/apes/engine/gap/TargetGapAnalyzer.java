package dev.apes.engine.gap;

import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapAnalyzer;
import dev.apes.api.gap.GapContext;
import dev.apes.api.gap.GapReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compares metrics and rules with their targets. Of a rule it reports effectiveness (its mean below target) and consistency (a wide
 * spread of its gain, or means that differ between domains by more than chance); of all rules together coverage, the prompts that none
 * helps. A gap is exhausted when the upper confidence bound of what can still be gained is smaller than what is worth having.
 * Severity is the magnitude relative to the target, for consistency relative to the spread found; outside the focus areas, where there
 * are any, it counts half. Stateless.
 */
public final class TargetGapAnalyzer implements GapAnalyzer {
    /** For discovery. */
    public TargetGapAnalyzer() {}

    @Override
    public String name() {
        return "targets";
    }

    @Override
    public GapReport analyze(GapContext context) {
        List<Gap> gaps = new ArrayList<>();
        new MetricGaps(context).addTo(gaps);
        for (int i = 0; i < context.rules().size(); i++) {
            new RuleGaps(context, i).addTo(gaps);
        }
        gaps.sort(Comparator.comparingDouble((Gap g) -> -g.severity())
                .thenComparing(g -> g.kind().name())
                .thenComparing(Gap::subject));
        return new GapReport(gaps);
    }
}
