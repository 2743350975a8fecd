package dev.apes.engine.gap;

import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapReport;
import dev.apes.api.gap.GapTrail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the trails of gaps, one figure per iteration, bounded. */
public final class GapTrails {
    private static final String COVERAGE = "patternCoverage";

    private GapTrails() {}

    /**
     * @param trails up to an iteration, all of one length but that of the coverage of patterns, which holds only iterations with patterns
     * @param found in that iteration
     * @return the trails behind it, likewise; a gap that was not there for as long as trails reach is forgotten
     */
    public static List<GapTrail> after(List<GapTrail> trails, GapReport found) {
        boolean mined = found.gaps().stream().noneMatch(GapTrails::isUnmined);
        int before = trails.stream().mapToInt(t -> t.magnitudes().size()).max().orElse(0);
        Map<String, GapTrail> next = new LinkedHashMap<>();
        trails.forEach(t -> next.put(
                key(t.kind(), t.subject()),
                isCoverage(t.kind(), t.subject()) && !mined ? t : grown(t, magnitude(found, t.kind(), t.subject()))));
        for (Gap gap : found.gaps()) {
            if (isUnmined(gap)) {
                continue;
            }
            boolean coverage = isCoverage(gap.kind(), gap.subject());
            next.computeIfAbsent(key(gap.kind(), gap.subject()), k -> {
                List<Double> zeros = java.util.Collections.nCopies(before, 0.0);
                // a trail that is yet to be filled would be too short to be one
                return before == 0 || coverage
                        ? new GapTrail(gap.kind(), gap.subject(), List.of(gap.magnitude()))
                        : grown(new GapTrail(gap.kind(), gap.subject(), zeros), gap.magnitude());
            });
        }
        return next.values().stream()
                .filter(t -> t.magnitudes().stream().anyMatch(m -> m > 0))
                .toList();
    }

    private static boolean isCoverage(Gap.Kind kind, String subject) {
        return kind == Gap.Kind.METRIC && subject.equals(COVERAGE);
    }

    /** Before patterns were mined their coverage is no figure, and all of it may be attainable. */
    private static boolean isUnmined(Gap gap) {
        return isCoverage(gap.kind(), gap.subject()) && gap.potential() >= 1;
    }

    private static String key(Gap.Kind kind, String subject) {
        return kind + " " + subject;
    }

    private static double magnitude(GapReport found, Gap.Kind kind, String subject) {
        return found.gaps().stream()
                .filter(g -> g.kind() == kind && g.subject().equals(subject))
                .mapToDouble(Gap::magnitude)
                .findFirst()
                .orElse(0);
    }

    private static GapTrail grown(GapTrail trail, double magnitude) {
        List<Double> all = new ArrayList<>(trail.magnitudes());
        all.add(magnitude);
        int from = Math.max(0, all.size() - GapTrail.LONGEST);
        return new GapTrail(trail.kind(), trail.subject(), all.subList(from, all.size()));
    }
}
