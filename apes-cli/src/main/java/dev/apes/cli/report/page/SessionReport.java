package dev.apes.cli.report.page;

import dev.apes.api.HoldoutResult;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionRecord;
import dev.apes.cli.report.Kept;
import dev.apes.cli.report.Numbers;
import dev.apes.cli.status.SessionView;
import dev.apes.engine.PromptExamples;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What there is to say about a stored session, the result on the holdout first. Every figure comes from what is stored. */
public final class SessionReport {
    private static final int SHOWN = 60;

    private final SessionRecord session;
    private final List<IterationRecord> iterations;
    private final List<PatternRecord> patterns;
    private final Instant now;
    private final SessionView view;
    private final Kept kept;
    private final SessionSummary summary;

    private final List<PromptExamples.Example> examples;

    private SessionReport(
            SessionView view,
            List<PatternRecord> patterns,
            List<PromptExamples.Example> examples,
            Instant now,
            Kept kept) {
        this.examples = List.copyOf(examples);
        this.view = view;
        this.session = view.session();
        this.iterations = view.iterations();
        this.patterns = patterns;
        this.now = now;
        this.kept = kept;
        this.summary = new SessionSummary(view, now);
    }

    /**
     * @param view a session with all its iterations
     * @param patterns of its last iteration
     * @param examples prompts before and after
     * @param now by the clock of the database
     * @param kept where it is stored
     * @return the report
     */
    public static Page of(
            SessionView view,
            List<PatternRecord> patterns,
            List<PromptExamples.Example> examples,
            Instant now,
            Kept kept) {
        return new SessionReport(view, patterns, examples, now, kept).page();
    }

    /**
     * @param view a session with all its iterations
     * @return the parameters that it ended with, by rule id
     */
    public static Map<String, ParameterValues> parametersAtEnd(SessionView view) {
        Map<String, ParameterValues> end = new LinkedHashMap<>(view.session().initialParameters());
        view.iterations()
                .forEach(i -> i.promotions().stream()
                        // a derived rule may have come into force on the way
                        .filter(p -> end.containsKey(p.id().ruleId())
                                || p.before().asMap().isEmpty())
                        .forEach(p -> end.put(p.id().ruleId(), p.after())));
        return end;
    }

    private Page page() {
        Page.Draft page = new Page.Draft();
        page.add(new Block.Figures(summary.figures())).items(summary.sentences());
        page.heading("What to do").items(Recommendations.of(view, kept));
        holdout(page);
        page.heading("Key figures").add(SessionKpis.of(view).figures());
        course(page);
        new SessionInsights(view).write(page);
        promotions(page);
        rules(page);
        ExamplePairs.write(examples, page);
        gaps(page);
        patterns(page);
        GenerationQuality.write(iterations, page);
        StepCost.write(iterations, page);
        judge(page);
        provenance(page);
        return page.page(
                "APES training session " + view.shortId(),
                session.id() + ", " + view.state() + ", started "
                        + session.startedAt().truncatedTo(ChronoUnit.SECONDS) + "; read "
                        + now.truncatedTo(ChronoUnit.SECONDS));
    }

    private void holdout(Page.Draft page) {
        session.end().filter(end -> end.holdout().isPresent()).ifPresent(end -> {
            List<List<String>> rows = new ArrayList<>();
            rows.add(holdoutRow(end.holdout().get()));
            end.holdoutBySource().forEach(source -> rows.add(holdoutRow(source)));
            page.heading("Result on the holdout")
                    .text(
                            "raw: the prompts as they are. At start, at end: enhanced with the parameters in force when the"
                                    + " session began and when it ended. The difference is paired, prompt by prompt.")
                    .add(new Block.Grid(
                            List.of(
                                    "prompts",
                                    "n",
                                    "raw",
                                    "at start",
                                    "at end",
                                    "end - start",
                                    "95 % interval",
                                    "differ"),
                            rows,
                            1));
        });
    }

    private static List<String> holdoutRow(HoldoutResult h) {
        return List.of(
                h.group(),
                String.valueOf(h.prompts()),
                Numbers.score(h.raw()),
                Numbers.score(h.atStart()),
                Numbers.score(h.atEnd()),
                Numbers.signed(h.difference()),
                Numbers.interval(h.low(), h.high()),
                String.valueOf(h.differing()));
    }

    private void course(Page.Draft page) {
        page.heading("Course");
        if (iterations.isEmpty()) {
            page.text("No iteration was committed.");
            return;
        }
        page.add(new Block.Chart(
                "Rule effectiveness on validation prompts",
                List.of(line("effectiveness", iterations, m -> m.ruleEffectiveness()))));
        List<IterationRecord> withModel =
                iterations.stream().filter(i -> modelled(i)).toList();
        if (!withModel.isEmpty()) {
            page.add(new Block.Chart(
                    "Model accuracy and pattern coverage",
                    List.of(
                            line("model accuracy", withModel, m -> m.modelAccuracy()),
                            line("pattern coverage", withModel, m -> m.patternCoverage()))));
        }
        List<IterationRecord> shown = iterations.subList(Math.max(0, iterations.size() - SHOWN), iterations.size());
        List<List<String>> rows = new ArrayList<>();
        long calls = iterations.size() > shown.size()
                ? iterations.get(iterations.size() - shown.size() - 1).summary().evaluatorCalls()
                : 0;
        for (IterationRecord i : shown) {
            PerformanceMetrics m = i.summary().metrics();
            rows.add(List.of(
                    i.strategy(),
                    String.valueOf(i.iteration()),
                    modelled(i) ? Numbers.score(m.modelAccuracy()) : "no model",
                    Numbers.score(m.ruleEffectiveness()),
                    Numbers.score(m.patternCoverage()),
                    Numbers.signed(i.summary().improvement()),
                    String.valueOf(i.promotions().size()),
                    String.valueOf(i.candidates()),
                    String.valueOf(i.generation().promptsAccepted()),
                    String.format(Locale.ROOT, "%,d", i.summary().evaluatorCalls() - calls),
                    Numbers.seconds(i.stepTimes().values().stream().reduce(Duration.ZERO, Duration::plus))));
            calls = i.summary().evaluatorCalls();
        }
        page.add(new Block.Grid(
                List.of(
                        "strategy",
                        "iteration",
                        "accuracy",
                        "effectiveness",
                        "coverage",
                        "improvement",
                        "promoted",
                        "settings",
                        "generated",
                        "calls",
                        "time"),
                rows,
                1));
        if (shown.size() < iterations.size()) {
            page.text("The " + (iterations.size() - shown.size())
                    + " earlier iterations are in the JSON and CSV reports.");
        }
    }

    private static Block.Line line(
            String name, List<IterationRecord> iterations, ToDoubleFunction<PerformanceMetrics> value) {
        return new Block.Line(
                name,
                iterations.stream().mapToInt(IterationRecord::iteration).toArray(),
                iterations.stream()
                        .mapToDouble(i -> value.applyAsDouble(i.summary().metrics()))
                        .toArray());
    }

    /** The first iteration measures before there is a model; its accuracy of 0 is none. */
    private static boolean modelled(IterationRecord iteration) {
        return iteration.summary().metrics().modelAccuracy() > 0;
    }

    private void promotions(Page.Draft page) {
        page.heading("Promotions and their evidence");
        List<List<String>> rows = new ArrayList<>();
        for (PromotionRecord p : summary.promotions()) {
            rows.add(List.of(
                    p.id().ruleId(),
                    changes(p.before(), p.after()),
                    String.valueOf(p.id().iteration()),
                    Numbers.signed(p.effect()),
                    Numbers.interval(p.low(), p.high()),
                    String.format(Locale.ROOT, "%.2f", p.standardizedEffect()),
                    String.valueOf(p.n()),
                    String.format(Locale.ROOT, "%.1e", p.pValue()),
                    String.format(Locale.ROOT, "%.4f", p.alpha())));
        }
        if (rows.isEmpty()) {
            page.text("None.");
        } else {
            page.add(new Block.Grid(
                    List.of("rule", "change", "iteration", "gain", "95 % interval", "effect size", "n", "p", "level"),
                    rows,
                    2));
        }
        Map<String, String> refused = new LinkedHashMap<>();
        iterations.forEach(i -> i.gateTests().stream()
                .filter(t -> t.outcome() != dev.apes.api.store.GateTestRecord.Outcome.PROMOTED)
                .forEach(t -> refused.put(
                        t.ruleId(), t.ruleId() + " (iteration " + i.iteration() + "): " + t.explanation())));
        if (!refused.isEmpty()) {
            page.text("Not promoted, latest verdict of each rule:").items(List.copyOf(refused.values()));
        }
    }

    private void rules(Page.Draft page) {
        page.heading("Rules before and after");
        Map<String, ParameterValues> end = parametersAtEnd(view);
        List<List<String>> rows = new ArrayList<>();
        end.forEach((rule, after) -> {
            ParameterValues before = session.initialParameters().getOrDefault(rule, new ParameterValues(Map.of()));
            RulePerformance first = performance(iterations.isEmpty() ? null : iterations.get(0), rule);
            RulePerformance last = performance(iterations.isEmpty() ? null : summary.last(), rule);
            String change = changes(before, after);
            rows.add(List.of(
                    rule,
                    change.isEmpty() ? "unchanged" : change,
                    last == null ? "" : last.applied() + " of " + last.prompts(),
                    first == null ? "" : Numbers.signed(first.meanGain()),
                    last == null ? "" : Numbers.signed(last.meanGain())));
        });
        page.add(new Block.Grid(
                List.of("rule", "parameters", "changes prompts", "mean gain, first iteration", "last iteration"),
                rows,
                2));
    }

    private static RulePerformance performance(IterationRecord iteration, String rule) {
        return iteration == null
                ? null
                : iteration.rules().stream()
                        .filter(r -> r.ruleId().equals(rule))
                        .findFirst()
                        .orElse(null);
    }

    static String changes(ParameterValues before, ParameterValues after) {
        return after.asMap().entrySet().stream()
                .filter(e -> !e.getValue().equals(before.asMap().get(e.getKey())))
                .map(e -> {
                    Object was = before.asMap().get(e.getKey());
                    return e.getKey() + ": " + (was == null ? "" : Numbers.shown(was) + " → ")
                            + Numbers.shown(e.getValue());
                })
                .collect(Collectors.joining(", "));
    }

    private void gaps(Page.Draft page) {
        if (!iterations.isEmpty() && !summary.last().gaps().gaps().isEmpty()) {
            page.heading("Gaps of the last iteration")
                    .items(summary.last().gaps().gaps().stream()
                            .map(g -> (g.exhausted() ? "Exhausted: " : "") + g.explanation())
                            .toList());
        }
    }

    private void patterns(Page.Draft page) {
        List<PatternRecord> valid =
                patterns.stream().filter(PatternRecord::validated).toList();
        page.heading("Where rules help more than elsewhere");
        if (valid.isEmpty()) {
            page.text("No pattern was confirmed on prompts that had not suggested it.");
            return;
        }
        page.add(new Block.Grid(
                List.of("rule", "where", "mean gain", "lift", "95 % interval", "support"),
                valid.stream()
                        .map(p -> List.of(
                                p.ruleId(),
                                p.conditions().stream().map(Numbers::condition).collect(Collectors.joining(" and ")),
                                Numbers.signed(p.meanGain()),
                                String.format(Locale.ROOT, "%.2f", p.lift()),
                                String.format(Locale.ROOT, "[%.2f, %.2f]", p.liftLow(), p.liftHigh()),
                                String.format(Locale.ROOT, "%.0f %%", 100 * p.support())))
                        .toList(),
                2));
    }

    private void judge(Page.Draft page) {
        page.heading("How far to trust the judge")
                .text("Judged by '" + session.evaluator().name() + "' "
                        + session.evaluator().version() + ". "
                        + session.evaluator().description());
        page.items(session.evaluator().reliability());
    }

    private void provenance(Page.Draft page) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("seed", String.valueOf(session.seed())));
        rows.add(List.of("data", session.dataKey()));
        view.row()
                .data()
                .ifPresent(d -> rows.add(List.of(
                        "prompts",
                        String.format(
                                Locale.ROOT,
                                "%,d (%s): %,d train, %,d validate, %,d held out, %,d duplicates, %,d set aside",
                                d.given(),
                                d.source(),
                                d.training(),
                                d.validation(),
                                d.holdout(),
                                d.duplicates(),
                                d.setAside()))));
        session.configuration().forEach((name, value) -> {
            if (!name.startsWith(SessionRecord.ACCEPTED)) {
                rows.add(List.of(name, value));
            }
        });
        SessionRecord.acceptedChanges(session.configuration())
                .forEach((after, what) -> rows.add(List.of("accepted behind iteration " + after, what)));
        page.heading("Where it came from").add(new Block.Grid(List.of("what", "value"), rows, 2));
        Repetition again = Repetition.of(session, kept);
        page.text(
                "To train like this once more: " + again.command()
                        + (again.beside().isEmpty() ? "" : ", with " + String.join(", ", again.beside()) + " in Java")
                        + ". It gives the same where the prompts, the rules as they were at the start, and the programs are the same, and"
                        + " nothing is taken over from other sessions: in a home of its own, or with --reproducible both times.");
        if (view.condition().cutOff()) {
            page.text("Go on with it: " + kept.command("train --resume " + view.shortId()));
        }
    }
}
