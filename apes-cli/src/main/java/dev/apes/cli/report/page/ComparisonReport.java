package dev.apes.cli.report.page;

import dev.apes.cli.report.Numbers;
import dev.apes.cli.report.SessionComparison;
import dev.apes.engine.analytics.Comparison;
import dev.apes.engine.statistics.Interval;
import dev.apes.persistence.query.IterationPoint;
import dev.apes.persistence.query.SessionItem;
import dev.apes.persistence.query.SessionSample;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Stored sessions side by side. */
public final class ComparisonReport {
    private ComparisonReport() {}

    /**
     * @param compared the sessions
     * @param now by the clock of the database
     * @return the report
     */
    public static Page of(SessionComparison compared, Instant now) {
        Page.Draft page = new Page.Draft();
        page.text(compared.verdict());
        page.items(compared.caveats());
        page.heading("Sessions").add(sessions(compared.samples()));
        charts(compared.samples(), page);
        page.heading("Metric by metric")
                .text(
                        "Differences are first less second, with Welch's 95 % interval. Both p-values are corrected by Holm over all"
                                + " tests of this page: the chance that any difference is found where there is none is at most 5 %."
                                + " Iterations of a session follow from each other, which these tests do not know: take a p-value just below"
                                + " 0.05 for none.")
                .add(pairs(compared.comparison()));
        page.heading("How large the differences are")
                .text(
                        "Cohen's d: in standard deviations. Cliff's delta: chance that a value of the first is larger than one of the"
                                + " second, less the chance that it is smaller.")
                .add(effects(compared.comparison()));
        differing(
                "Settings that differ",
                "setting",
                "They were trained with the same settings.",
                compared,
                compared.differentSettings(),
                page);
        differing(
                "Parameters that differ at the end",
                "parameter",
                "They ended with the same parameters.",
                compared,
                compared.differentParameters(),
                page);
        return page.page(
                "APES sessions compared",
                compared.samples().stream().map(s -> s.item().id().value()).collect(Collectors.joining(" and "))
                        + "; read "
                        + now.truncatedTo(ChronoUnit.SECONDS));
    }

    private static void differing(
            String title,
            String what,
            String none,
            SessionComparison compared,
            Map<String, List<String>> values,
            Page.Draft page) {
        page.heading(title);
        if (values.isEmpty()) {
            page.text(none);
            return;
        }
        List<String> header = new ArrayList<>(List.of(what));
        compared.samples()
                .forEach(s -> header.add(SessionComparison.shortId(s.item().id().value())));
        List<List<String>> rows = new ArrayList<>();
        values.forEach((name, each) -> {
            List<String> row = new ArrayList<>(List.of(name));
            each.forEach(value -> row.add(value.isEmpty() ? "-" : value));
            rows.add(row);
        });
        page.add(new Block.Grid(header, rows, header.size()));
    }

    private static String figure(SessionItem item, String name, String format) {
        OptionalDouble value = SessionComparison.keyFigures(item).get(name);
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble() + 0.0) : "-";
    }

    private static Block.Grid sessions(List<SessionSample> samples) {
        List<List<String>> rows = new ArrayList<>();
        for (SessionSample sample : samples) {
            SessionItem item = sample.item();
            rows.add(List.of(
                    item.id().value(),
                    item.condition().name().toLowerCase(Locale.ROOT)
                            + item.stopReason().map(r -> ", " + r).orElse(""),
                    String.valueOf(item.figures().iterations()),
                    String.valueOf(item.figures().promotions()),
                    String.format(Locale.ROOT, "%,d", item.figures().evaluatorCalls()),
                    item.figures()
                            .holdout()
                            .map(h -> Numbers.signed(h.difference()))
                            .orElse("-"),
                    item.figures()
                            .holdout()
                            .map(h -> Numbers.interval(h.low(), h.high()))
                            .orElse("-"),
                    figure(item, "performanceScore", "%.1f"),
                    figure(item, "improvementVelocity", "%+.2f"),
                    figure(item, "efficiencyRating", "%+.3f"),
                    String.valueOf(item.seed())));
        }
        return new Block.Grid(
                List.of(
                        "session",
                        "state",
                        "iterations",
                        "promotions",
                        "calls",
                        "holdout, end - start",
                        "95 % interval",
                        "score of 100",
                        "points/hour",
                        "points/1,000 calls",
                        "seed"),
                rows,
                2);
    }

    private static void charts(List<SessionSample> samples, Page.Draft page) {
        chart("Performance score", samples, IterationPoint::score, page);
        chart(
                "Rule effectiveness on validation prompts",
                samples,
                p -> p.metrics().ruleEffectiveness(),
                page);
    }

    private static void chart(
            String title, List<SessionSample> samples, ToDoubleFunction<IterationPoint> value, Page.Draft page) {
        List<Block.Line> lines = new ArrayList<>();
        for (SessionSample sample : samples) {
            List<IterationPoint> points = sample.iterations().stream()
                    .filter(p -> p.metrics().modelAccuracy() > 0)
                    .toList();
            if (!points.isEmpty()) {
                lines.add(new Block.Line(
                        SessionComparison.shortId(sample.item().id().value()),
                        points.stream().mapToInt(IterationPoint::iteration).toArray(),
                        points.stream().mapToDouble(value).toArray()));
            }
        }
        if (!lines.isEmpty()) {
            page.add(new Block.Chart(title, lines));
        }
    }

    private static Block.Grid pairs(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        for (Comparison.Pair p : comparison.pairs()) {
            rows.add(List.of(
                    p.metric() + versus(comparison, p),
                    SessionComparison.words(p),
                    mean(p.firstMean(), p.firstN()),
                    mean(p.secondMean(), p.secondN()),
                    interval(p.difference()),
                    String.format(Locale.ROOT, "%.3g", p.welchP()),
                    String.format(Locale.ROOT, "%.3g", p.mannWhitneyP())));
        }
        return new Block.Grid(
                List.of("metric", "verdict", "first (n)", "second (n)", "difference", "Welch p", "Mann-Whitney p"),
                rows,
                2);
    }

    private static Block.Grid effects(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        for (Comparison.Pair p : comparison.pairs()) {
            rows.add(List.of(p.metric() + versus(comparison, p), interval(p.cohensD()), interval(p.cliffsDelta())));
        }
        return new Block.Grid(List.of("metric", "Cohen's d", "Cliff's delta"), rows, 1);
    }

    /** With two sessions everybody knows which. */
    private static String versus(Comparison comparison, Comparison.Pair p) {
        return comparison.groups().size() == 2
                ? ""
                : ", " + SessionComparison.shortId(p.first()) + " and " + SessionComparison.shortId(p.second());
    }

    private static String mean(double mean, int n) {
        return n == 0 ? "- (0)" : String.format(Locale.ROOT, "%.4g (%d)", mean, n);
    }

    private static String interval(Interval i) {
        return Double.isInfinite(i.low())
                ? "unknown"
                : String.format(Locale.ROOT, "%+.4g [%+.4g, %+.4g]", i.estimate() + 0.0, i.low() + 0.0, i.high() + 0.0);
    }
}
