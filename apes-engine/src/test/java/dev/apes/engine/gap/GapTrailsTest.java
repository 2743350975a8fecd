package dev.apes.engine.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapReport;
import dev.apes.api.gap.GapTrail;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GapTrailsTest {
    @Test
    void growsByOneFigureAnIterationAndForgetsTheOldest() {
        List<GapTrail> trails = List.of();
        for (int i = 1; i <= 14; i++) {
            trails = GapTrails.after(trails, report("a", 0.01 * i));
        }
        assertThat(trails)
                .singleElement()
                .satisfies(t -> assertThat(t.magnitudes())
                        .hasSize(GapTrail.LONGEST)
                        .startsWith(0.05)
                        .endsWith(0.14));
    }

    @Test
    void aGapThatComesLaterWasNothingBeforeAndOneThatClosedIsForgottenInTime() {
        List<GapTrail> trails = GapTrails.after(List.of(), report("a", 0.1));
        trails = GapTrails.after(trails, report("b", 0.2));
        assertThat(trails)
                .containsExactly(
                        new GapTrail(Gap.Kind.METRIC, "a", List.of(0.1, 0.0)),
                        new GapTrail(Gap.Kind.METRIC, "b", List.of(0.0, 0.2)));
        for (int i = 0; i < GapTrail.LONGEST; i++) {
            trails = GapTrails.after(trails, new GapReport(List.of()));
        }
        assertThat(trails).isEmpty();
    }

    /** Else the coming of patterns would look like a gap that closes. */
    @Test
    void coverageHasATrailOnlyOfIterationsWithPatterns() {
        List<GapTrail> trails = GapTrails.after(List.of(), report("patternCoverage", 0.75, 1));
        trails = GapTrails.after(trails, report("patternCoverage", 0.5, 0.1));
        trails = GapTrails.after(trails, report("patternCoverage", 0.75, 1));
        trails = GapTrails.after(trails, report("patternCoverage", 0.4, 0.1));
        trails = GapTrails.after(trails, new GapReport(List.of()));
        assertThat(trails).containsExactly(new GapTrail(Gap.Kind.METRIC, "patternCoverage", List.of(0.5, 0.4, 0.0)));
    }

    private static GapReport report(String subject, double magnitude) {
        return report(subject, magnitude, 0.1);
    }

    private static GapReport report(String subject, double magnitude, double potential) {
        return new GapReport(List.of(new Gap(
                Gap.Kind.METRIC,
                subject,
                0.5,
                0.5 + magnitude,
                magnitude,
                0.1,
                potential,
                1,
                OptionalDouble.empty(),
                0,
                false,
                "a gap")));
    }
}
