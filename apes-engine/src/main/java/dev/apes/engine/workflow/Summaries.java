package dev.apes.engine.workflow;

import dev.apes.api.gap.GapReport;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.GateTestRecord;
import java.util.Locale;

/** What each step came to, in a line for the person who watches. */
final class Summaries {
    private Summaries() {}

    static String of(Assessment a) {
        PerformanceMetrics m = a.validationMetrics();
        return format(
                "%s, rule effectiveness %.4f, pattern coverage %.3f",
                m.modelAccuracy() == 0 ? "no model accuracy yet" : format("model accuracy %.3f", m.modelAccuracy()),
                m.ruleEffectiveness(),
                m.patternCoverage());
    }

    static String of(GapReport gaps) {
        int open = gaps.open().size();
        String worst = open == 0 ? "" : "; worst: " + gaps.open().get(0).explanation();
        return format("%d of %d gaps open%s", open, gaps.gaps().size(), worst);
    }

    static String of(Generated g) {
        return g.record().rowsRequested() == 0
                ? g.explanation()
                : format(
                        "%d of %d prompts kept; %s",
                        g.record().promptsAccepted(), g.record().rowsRequested(), g.explanation());
    }

    static String of(Learned l) {
        return quality(l) + (l.model().drift().noticed() ? "; drift noticed, fitted anew" : "");
    }

    /** How good the model is; the same before and after a resume. */
    static String quality(Learned l) {
        return format(
                "%d samples, concordance %.3f on %,d pairs within prompts, %.3f across%s",
                l.model().sampleCount(),
                l.quality().accuracy(),
                l.quality().pairs(),
                l.quality().across(),
                intervals(l));
    }

    private static String intervals(Learned l) {
        var c = l.quality().calibration();
        return c.known()
                ? format(
                        "; 95 %% intervals hold %.1f %% of gains on unseen prompts, width %.3f",
                        100 * c.coverage(), c.width())
                : "";
    }

    static String of(Searched s) {
        return format(
                "%d settings tried, %d rule%s with a candidate%s",
                s.settingsTried(),
                s.candidates().size(),
                s.candidates().size() == 1 ? "" : "s",
                s.skipped().isEmpty() ? "" : ", " + s.skipped().size() + " left alone");
    }

    static String of(Validated v) {
        long tested = v.tests().stream()
                .filter(t -> t.outcome() == GateTestRecord.Outcome.PROMOTED
                        || t.outcome() == GateTestRecord.Outcome.REJECTED)
                .count();
        return format(
                "%d promoted of %d tested, %d not testable; %d patterns validated of %d",
                v.promotions().size(),
                tested,
                v.tests().size() - tested,
                v.patterns().stream().filter(p -> p.validated()).count(),
                v.patterns().size());
    }

    static String of(SessionState s) {
        double improvement = s.history().last().orElseThrow().improvement();
        return s.iterations() == 1
                ? "committed; this is the baseline"
                : format("committed; improvement %+.2f %%", 100 * improvement);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
