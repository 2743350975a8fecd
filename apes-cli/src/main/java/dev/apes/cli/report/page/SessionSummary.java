package dev.apes.cli.report.page;

import dev.apes.api.HoldoutResult;
import dev.apes.api.gap.Gap;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionRecord;
import dev.apes.cli.report.Numbers;
import dev.apes.cli.status.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A stored session in a few figures and sentences. */
final class SessionSummary {
    private final SessionRecord session;
    private final List<IterationRecord> iterations;
    private final SessionView view;
    private final Instant now;

    SessionSummary(SessionView view, Instant now) {
        this.view = view;
        this.session = view.session();
        this.iterations = view.iterations();
        this.now = now;
    }

    /** The five sentences that a reader in a hurry needs, and what is not as the session began. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(holdoutSentence());
        long tests = iterations.stream().mapToLong(i -> i.gateTests().size()).sum();
        List<PromotionRecord> promotions = promotions();
        sentences.add(
                promotions.isEmpty()
                        ? "Of " + count(tests, "candidate") + " none was proven better, so nothing was changed."
                        : count(promotions.size(), "candidate") + " of " + tests + " met the gate's proof: "
                                + promotions.stream()
                                        .map(p -> p.id().ruleId())
                                        .distinct()
                                        .collect(Collectors.joining(", "))
                                + ".");
        sentences.add(count(session.iterations(), "iteration") + " took "
                + Numbers.seconds(elapsed()) + " and "
                + String.format(Locale.ROOT, "%,d", calls()) + " evaluator calls"
                + session.end()
                        .map(end -> "; it ended by " + end.reason() + ": " + end.explanation())
                        .orElse(view.running() ? "; it is still running" : "; it was cut off")
                + ".");
        if (!iterations.isEmpty()) {
            PerformanceMetrics first = iterations.get(0).summary().metrics();
            PerformanceMetrics last = last().summary().metrics();
            sentences.add(String.format(
                    Locale.ROOT,
                    "On validation prompts, rule effectiveness went from %.4f to %.4f (0.5 is no effect), pattern coverage from"
                            + " %.3f to %.3f; the model orders %.1f %% of pairs correctly.",
                    first.ruleEffectiveness(),
                    last.ruleEffectiveness(),
                    first.patternCoverage(),
                    last.patternCoverage(),
                    100 * last.modelAccuracy()));
            List<Gap> open = last().gaps().open();
            sentences.add(
                    open.isEmpty()
                            ? "No gap is left that is worth closing."
                            : count(open.size(), "gap") + " still open; the worst: "
                                    + open.get(0).explanation());
        }
        SessionRecord.acceptedChanges(session.configuration())
                .forEach((after, what) ->
                        sentences.add("Changed behind iteration " + after + ", as a person accepted: " + what + "."));
        return sentences;
    }

    private String holdoutSentence() {
        if (session.end().flatMap(SessionEnd::holdout).isEmpty()) {
            return "The holdout has not been scored: the session has not come to its end.";
        }
        HoldoutResult h = session.end().get().holdout().get();
        String verdict = h.low() > 0
                ? "better: the interval lies above 0"
                : h.high() < 0 ? "WORSE: the interval lies below 0" : "no difference shown: the interval contains 0";
        return String.format(
                Locale.ROOT,
                "On %d prompts that decided nothing, the parameters at the end score %s against those at the start %s: %s.",
                h.prompts(),
                Numbers.signed(h.difference()),
                Numbers.interval(h.low(), h.high()),
                verdict);
    }

    /** What leads the report. */
    List<Block.Figure> figures() {
        List<Block.Figure> figures = new ArrayList<>();
        session.end().flatMap(SessionEnd::holdout).ifPresent(h -> {
            figures.add(new Block.Figure(
                    "Holdout, end - start",
                    Numbers.signed(h.difference()),
                    "95 % interval " + Numbers.interval(h.low(), h.high()) + ", n = " + h.prompts()));
            figures.add(new Block.Figure(
                    "Holdout, raw / start / end",
                    String.format(Locale.ROOT, "%.3f / %.3f / %.3f", h.raw(), h.atStart(), h.atEnd()),
                    "mean scores by '" + session.evaluator().name() + "'"));
        });
        figures.add(new Block.Figure(
                "Promotions",
                String.valueOf(promotions().size()),
                "of " + iterations.stream().mapToLong(i -> i.gateTests().size()).sum() + " candidates"));
        figures.add(new Block.Figure(
                "Iterations", String.valueOf(session.iterations()), Numbers.seconds(elapsed()) + " in all"));
        figures.add(new Block.Figure("Evaluator calls", String.format(Locale.ROOT, "%,d", calls()), ""));
        return figures;
    }

    List<PromotionRecord> promotions() {
        return iterations.stream().flatMap(i -> i.promotions().stream()).toList();
    }

    /** The newest iteration; there must be one. */
    IterationRecord last() {
        return iterations.get(iterations.size() - 1);
    }

    private long calls() {
        return session.end()
                .map(SessionEnd::evaluatorCalls)
                .orElse(iterations.isEmpty() ? 0 : last().summary().evaluatorCalls());
    }

    private Duration elapsed() {
        return Duration.between(
                session.startedAt(),
                session.endedAt().orElse(view.row().lastCommit().orElse(now)));
    }

    private static String count(long n, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
    }
}
