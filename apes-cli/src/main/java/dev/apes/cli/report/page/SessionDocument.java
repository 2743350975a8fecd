package dev.apes.cli.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.PatternRecord;
import dev.apes.cli.report.Json;
import dev.apes.cli.report.Kept;
import dev.apes.cli.report.LongForm;
import dev.apes.cli.report.SessionExport;
import dev.apes.cli.status.SessionView;
import dev.apes.engine.PromptExamples;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The report on a stored session for programs: what {@link SessionReport} tells people, as JSON, with all that is stored of the session
 * beside it, or as CSV in long form, a figure a line.
 */
public final class SessionDocument {
    private final SessionView view;
    private final List<PromptExamples.Example> examples;
    private final Kept kept;
    private final SessionSummary summary;
    private final ObjectNode node;

    private SessionDocument(
            SessionView view,
            List<PatternRecord> patterns,
            List<PromptExamples.Example> examples,
            Instant now,
            Kept kept) {
        this.view = view;
        this.examples = List.copyOf(examples);
        this.kept = kept;
        this.summary = new SessionSummary(view, now);
        this.node = new SessionExport(view.session(), view.iterations(), patterns).node();
        complete();
    }

    /**
     * @param view a session with all its iterations
     * @param patterns of its last iteration
     * @param examples prompts before and after
     * @param now by the clock of the database
     * @param kept where it is stored
     * @return one JSON document, indented, with a line end
     */
    public static String json(
            SessionView view,
            List<PatternRecord> patterns,
            List<PromptExamples.Example> examples,
            Instant now,
            Kept kept) {
        return Json.document(new SessionDocument(view, patterns, examples, now, kept).node);
    }

    /**
     * The same as a table in long form, see {@link LongForm}; of an iteration it has what {@link SessionExport#csv()} has.
     *
     * @param view a session with all its iterations
     * @param patterns of its last iteration
     * @param examples prompts before and after
     * @param now by the clock of the database
     * @param kept where it is stored
     * @return the table
     */
    public static String csv(
            SessionView view,
            List<PatternRecord> patterns,
            List<PromptExamples.Example> examples,
            Instant now,
            Kept kept) {
        SessionDocument document = new SessionDocument(view, patterns, examples, now, kept);
        LongForm csv = new LongForm();
        document.node.properties().forEach(field -> {
            if (field.getKey().equals("iterations")) {
                document.iterations(csv);
            } else {
                csv.part(field.getKey(), field.getValue());
            }
        });
        return csv.toString();
    }

    private void complete() {
        node.set("summary", texts(summary.sentences()));
        node.set("recommendations", texts(Recommendations.of(view, kept)));
        node.set("keyFigures", SessionKpis.of(view).node());
        view.session()
                .end()
                .ifPresent(
                        end -> node.set("holdoutBySource", Json.list(end.holdoutBySource(), SessionExport::holdout)));
        node.set("rules", rules());
        node.set("examples", Json.list(examples, SessionDocument::example));
        node.set("generation", Json.list(GenerationQuality.of(view.iterations()), GenerationQuality::node));
        node.set("steps", Json.list(StepCost.of(view.iterations()), StepCost::node));
        Repetition again = Repetition.of(view.session(), kept);
        ObjectNode repeat = node.putObject("repeat").put("command", again.command());
        repeat.set("beside", texts(again.beside()));
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = Json.list(List.<String>of(), text -> Json.object());
        texts.forEach(array::add);
        return array;
    }

    private ObjectNode rules() {
        ObjectNode rules = Json.object();
        SessionReport.parametersAtEnd(view).forEach((rule, after) -> {
            ParameterValues before =
                    view.session().initialParameters().getOrDefault(rule, new ParameterValues(Map.of()));
            ObjectNode one = rules.putObject(rule).put("changed", !before.equals(after));
            one.set("parametersAtStart", Json.parameters(before));
            one.set("parameters", Json.parameters(after));
            performance(rule, true).ifPresent(p -> one.set("performanceAtStart", SessionExport.performance(p)));
            performance(rule, false).ifPresent(p -> one.set("performance", SessionExport.performance(p)));
        });
        return rules;
    }

    private Optional<RulePerformance> performance(String rule, boolean first) {
        List<IterationRecord> all = view.iterations();
        return all.isEmpty()
                ? Optional.empty()
                : all.get(first ? 0 : all.size() - 1).rules().stream()
                        .filter(p -> p.ruleId().equals(rule))
                        .findFirst();
    }

    private static ObjectNode example(PromptExamples.Example example) {
        ObjectNode one = Json.object()
                .put("choice", example.choice().name().toLowerCase(Locale.ROOT))
                .put("promptId", example.enhanced().original().id())
                .put("before", example.enhanced().original().text())
                .put("after", example.enhanced().text());
        example.scores().ifPresent(s -> one.put("scoreBefore", s.before()).put("scoreAfter", s.after()));
        one.set("notes", texts(ExamplePairs.notes(example.enhanced())));
        return one;
    }

    private void iterations(LongForm csv) {
        SessionExport export = new SessionExport(view.session(), view.iterations(), List.of());
        long calls = 0;
        for (IterationRecord record : view.iterations()) {
            String item = String.valueOf(record.iteration());
            export.cells(record).forEach((name, value) -> csv.line("iterations", item, name, value));
            csv.line(
                    "iterations",
                    item,
                    "evaluator_calls_spent",
                    String.valueOf(record.summary().evaluatorCalls() - calls));
            calls = record.summary().evaluatorCalls();
        }
    }
}
