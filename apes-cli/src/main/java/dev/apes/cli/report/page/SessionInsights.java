package dev.apes.cli.report.page;

import dev.apes.api.store.IterationRecord;
import dev.apes.cli.report.Numbers;
import dev.apes.cli.status.SessionView;
import dev.apes.engine.analytics.Anomalies;
import dev.apes.engine.analytics.Distribution;
import dev.apes.engine.analytics.Effectiveness;
import dev.apes.engine.analytics.Plateaus;
import dev.apes.engine.analytics.Season;
import dev.apes.engine.analytics.Trend;
import dev.apes.engine.analytics.Velocity;
import dev.apes.engine.statistics.Interval;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What statistics find in the course of a session. */
final class SessionInsights {
    private static final int WINDOW = 10;
    private static final double WORTH_HAVING = 0.0005;
    private static final int NAMED = 8;

    private final SessionView view;
    private final List<IterationRecord> iterations;
    private final double[] scores;

    SessionInsights(SessionView view) {
        this.view = view;
        // the first iteration measures before there is a model, whose accuracy is then 0
        iterations = view.iterations().stream()
                .filter(i -> i.summary().metrics().modelAccuracy() > 0)
                .toList();
        scores = iterations.stream().mapToDouble(SessionKpis::score).toArray();
    }

    void write(Page.Draft page) {
        page.heading("What the course shows");
        if (scores.length < Trend.FEWEST) {
            page.text("Fewer than " + Trend.FEWEST + " iterations had a model; no trend can be told from them.");
        } else {
            page.text(
                    "Of iterations with a model. Iterations follow from each other, so that these intervals are too narrow rather"
                            + " than too wide; the holdout's is not.");
            trends(page);
            page.items(sentences());
            changes(page);
        }
        bought(page);
    }

    private void trends(Page.Draft page) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(trend("performance score", SessionKpis::score));
        rows.add(trend("model accuracy", i -> i.summary().metrics().modelAccuracy()));
        rows.add(trend("rule effectiveness", i -> i.summary().metrics().ruleEffectiveness()));
        rows.add(trend("pattern coverage", i -> i.summary().metrics().patternCoverage()));
        page.add(new Block.Grid(
                List.of("metric", "trend", "slope per iteration", "95 % interval", "r", "Mann-Kendall p"), rows, 2));
    }

    private List<String> trend(String name, ToDoubleFunction<IterationRecord> value) {
        Trend trend = Trend.of(
                iterations.stream().mapToDouble(IterationRecord::iteration).toArray(),
                iterations.stream().mapToDouble(value).toArray());
        return List.of(
                name,
                switch (trend.direction()) {
                    case RISING -> "rising ▲";
                    case FALLING -> "falling ▼";
                    case NOT_SHOWN -> "none shown";
                },
                String.format(Locale.ROOT, "%+.5f", trend.slope().estimate() + 0.0),
                interval(trend.slope(), "%+.5f"),
                String.format(Locale.ROOT, "%.2f", trend.correlation().estimate() + 0.0),
                String.format(Locale.ROOT, "%.2g", trend.pValue()));
    }

    private static String interval(Interval interval, String format) {
        if (Double.isInfinite(interval.low())) {
            return "one use tells none";
        }
        return String.format(
                Locale.ROOT, "[" + format + ", " + format + "]", interval.low() + 0.0, interval.high() + 0.0);
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        velocity().ifPresent(v -> {
            sentences.add(String.format(
                    Locale.ROOT,
                    "The performance score went by %+.4f in %.2f hours and %,.0f evaluator calls%s%s.",
                    v.gained() + 0.0,
                    v.hours(),
                    v.calls(),
                    v.perHour().map(i -> rate(i, "an hour")).orElse(""),
                    v.perThousandCalls().map(i -> rate(i, "per 1,000 calls")).orElse("")));
        });
        List<Plateaus.Plateau> plateaus = Plateaus.of(scores, WINDOW, WORTH_HAVING);
        sentences.add(
                plateaus.isEmpty()
                        ? "No plateau is shown: over no " + WINDOW + " iterations is the slope certain to lie within ±"
                                + WORTH_HAVING + "."
                        : listed(
                                "Plateaus (slope within ±" + WORTH_HAVING + ", shown at 95 %): ",
                                plateaus,
                                p -> "iterations " + at(p.from()) + " to " + at(p.to()) + " at "
                                        + Numbers.score(p.mean())));
        List<Anomalies.Anomaly> anomalies = Anomalies.of(scores, 7);
        sentences.add(
                anomalies.isEmpty()
                        ? "No iteration stands out of those around it."
                        : listed(
                                "Iterations that stand out: ",
                                anomalies,
                                a -> at(a.position()) + " (" + Numbers.score(a.value()) + " where "
                                        + Numbers.score(a.expected()) + " was to be expected)"));
        season().ifPresent(s -> sentences.add(
                s.pValue() < 0.05
                        ? String.format(
                                Locale.ROOT,
                                "The score swings with the time of day by ±%.4f, highest at %s UTC (p = %.2g).",
                                s.amplitude(),
                                LocalTime.ofSecondOfDay((long) (s.peakHour() * 3600) % 86_400)
                                        .withSecond(0)
                                        .withNano(0),
                                s.pValue())
                        : String.format(
                                Locale.ROOT, "No swing with the time of day is shown (p = %.2g).", s.pValue())));
        return sentences;
    }

    private static String rate(Interval interval, String per) {
        return String.format(
                Locale.ROOT,
                "; slope %+.4f %s [%+.4f, %+.4f]",
                interval.estimate() + 0.0,
                per,
                interval.low() + 0.0,
                interval.high() + 0.0);
    }

    private static <T> String listed(String title, List<T> all, Function<T, String> words) {
        return title
                + String.join("; ", all.stream().limit(NAMED).map(words).toList())
                + (all.size() > NAMED ? "; and " + (all.size() - NAMED) + " more" : "")
                + ".";
    }

    private String at(int position) {
        return String.valueOf(iterations.get(position).iteration());
    }

    private Optional<Velocity> velocity() {
        double[] hours = new double[scores.length];
        double[] calls = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < hours.length; i++) {
            sum += i == 0 ? 0 : SessionKpis.seconds(iterations.get(i)) / 3600;
            hours[i] = sum;
            calls[i] = iterations.get(i).summary().evaluatorCalls();
        }
        return Velocity.of(hours, calls, scores);
    }

    private Optional<Season> season() {
        // the time of day is that of running time from the start: exact where the session was not cut off
        double start = view.session()
                        .startedAt()
                        .atZone(java.time.ZoneOffset.UTC)
                        .toLocalTime()
                        .toSecondOfDay()
                / 3600.0;
        double[] hours = iterations.stream()
                .mapToDouble(i -> start + i.summary().elapsed().toMillis() / 3_600_000.0)
                .toArray();
        return Season.of(hours, scores);
    }

    /** How far each iteration moved the score. */
    private void changes(Page.Draft page) {
        double[] changes = new double[scores.length - 1];
        Arrays.setAll(changes, i -> scores[i + 1] - scores[i]);
        if (changes.length < 8) {
            return;
        }
        Distribution d = Distribution.of(changes);
        double[] edges = new double[d.histogram().size() + 1];
        int[] counts = new int[d.histogram().size()];
        for (int i = 0; i < counts.length; i++) {
            edges[i] = d.histogram().get(i).low();
            counts[i] = d.histogram().get(i).count();
        }
        edges[counts.length] = d.highest();
        page.add(new Block.Histogram(
                "How far each iteration moved the performance score",
                "change of the score; height: iterations",
                edges,
                counts));
    }

    private void bought(Page.Draft page) {
        List<Effectiveness.Use> strategies = new ArrayList<>();
        List<Effectiveness.Use> methods = new ArrayList<>();
        for (int i = 1; i < iterations.size(); i++) {
            IterationRecord record = iterations.get(i);
            double gain = scores[i] - scores[i - 1];
            double calls = record.summary().evaluatorCalls()
                    - (double) iterations.get(i - 1).summary().evaluatorCalls();
            strategies.add(new Effectiveness.Use(record.strategy(), gain, Math.max(0, calls)));
            methods.add(new Effectiveness.Use(record.generation().method(), gain, Math.max(0, calls)));
        }
        if (strategies.isEmpty()) {
            return;
        }
        page.heading("What strategies and methods bought")
                .text(
                        "Change of the performance score in the iterations that used them: what came with them, not what they"
                                + " caused, since the loop chooses by what is missing.");
        List<List<String>> rows = new ArrayList<>();
        Effectiveness.of(strategies).forEach(e -> rows.add(row("strategy", e)));
        Effectiveness.of(methods).forEach(e -> rows.add(row("method", e)));
        page.add(new Block.Grid(
                List.of("what", "name", "iterations", "gain in all", "per 1,000 calls", "95 % interval"), rows, 2));
    }

    private static List<String> row(String what, Effectiveness e) {
        return List.of(
                what,
                e.name(),
                String.valueOf(e.uses()),
                Numbers.signed(e.gained()),
                String.format(Locale.ROOT, "%+.5f", e.perThousandCalls().estimate() + 0.0),
                interval(e.perThousandCalls(), "%+.5f"));
    }
}
