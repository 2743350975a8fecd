package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import dev.apes.api.TrainingStep;
import dev.apes.api.error.PluginException;
import dev.apes.api.gap.Gap;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.RowScorer;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.GenerationRecord;
import dev.apes.engine.corpus.Difficulty;
import dev.apes.engine.corpus.GeneratedPromptFilter;
import dev.apes.engine.corpus.Realised;
import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.strategy.DifficultyMix;
import dev.apes.engine.strategy.Strategy;
import dev.apes.engine.strategy.StrategyDecision;
import dev.apes.engine.strategy.StrategySelector;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Step 3: rows of features aimed at the gaps, realised as texts, measured again and labelled by the evaluator. What it makes only
 * trains the model. A generator that keeps failing costs the iteration its new data, nothing else.
 */
final class GenerateData {
    private static final int ATTEMPTS = 3;
    private static final String NEEDS_FOCUS = "rule_focused";

    /** Billions of floating-point operations that fitting a generator of its own choosing may take, about a second. */
    private static final double MOST_EFFORT = 20;

    private final SessionScope scope;
    private final GainSampling sampling;
    private Table trainingTable;

    GenerateData(SessionScope scope) {
        this.scope = scope;
        this.sampling = new GainSampling(scope);
    }

    Generated run(Draft draft) {
        int rows = rows();
        if (rows == 0) {
            return Generated.none(
                    scope.request().search().generatedRows() == 0
                            ? "generation is off"
                            : "the evaluation budget leaves no room for generated prompts");
        }
        if (draft.gaps.exhausted()) {
            return Generated.none("no gap is open");
        }
        RandomStreams streams = scope.streams().at(draft.iteration, TrainingStep.GENERATE);
        Optional<StrategyDecision> decision =
                scope.request().generator().isPresent() ? Optional.empty() : decide(draft, streams);
        Optional<String> method = scope.request().generator().or(() -> decision.map(StrategyDecision::method));
        if (method.isEmpty()) {
            return Generated.none("no installed generator serves any strategy");
        }
        if (method.get().equals(NEEDS_FOCUS) && focus(draft).isEmpty()) {
            return Generated.none(
                    NEEDS_FOCUS
                            + " searches where the model is weak or unsure about a rule with an open gap; there is no model or no such rule yet");
        }
        String why =
                decision.map(StrategyDecision::explanation).orElse("generator '" + method.get() + "' as asked for");
        Optional<Table> sampled = sample(draft, scope.plugins().generator(method.get()), rows, streams);
        return sampled.isEmpty()
                ? Generated.none("generation failed; the iteration goes on without new data")
                : label(draft, decision.map(StrategyDecision::strategy), why, method.get(), sampled.get(), streams);
    }

    /** With a limit on evaluator calls, labelling may cost a tenth of what is left. */
    private int rows() {
        long perRow = 1L + scope.rules().rules().size();
        long affordable = scope.executor().remaining() == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : scope.executor().remaining() / 10 / perRow;
        return (int) Math.min(scope.request().search().generatedRows(), affordable);
    }

    private Optional<StrategyDecision> decide(Draft draft, RandomStreams streams) {
        Set<String> usable = new LinkedHashSet<>(scope.plugins().names().get("generators"));
        Map<String, String> unusable = new LinkedHashMap<>();
        if (focus(draft).isEmpty()) {
            // it searches where the model is weak or unsure about a rule; without a model or a rule with an open gap
            // there is no where
            usable.remove(NEEDS_FOCUS);
            unusable.put(NEEDS_FOCUS, "no model yet, or no rule with an open gap");
        }
        leaveOutTheCostly(usable, unusable);
        return StrategySelector.choose(
                draft.assessment.trainingMetrics(),
                scope.request().targets(),
                draft.state.strategies(),
                usable,
                unusable,
                streams.stream("strategy"));
    }

    /** A network's fit takes longer than all the rest of an iteration; who wants it names it. */
    private void leaveOutTheCostly(Set<String> usable, Map<String, String> unusable) {
        int rows = scope.training().prompts().size();
        for (String name : List.copyOf(usable)) {
            double effort = scope.plugins().generator(name).fittingEffort(rows, FeatureTable.SCHEMA.size());
            if (effort > MOST_EFFORT) {
                usable.remove(name);
                unusable.put(
                        name,
                        String.format(
                                Locale.ROOT,
                                "fitting %s to %d rows takes about %.0f GFLOP, more than the %.0f of an automatic choice;"
                                        + " --generator %s takes it all the same",
                                name,
                                rows,
                                effort,
                                MOST_EFFORT,
                                name));
            }
        }
    }

    private Optional<Table> sample(Draft draft, SyntheticGenerator generator, int rows, RandomStreams streams) {
        PluginException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int index = attempt;
            try {
                if (trainingTable == null) {
                    trainingTable = FeatureTable.of(scope.training().prompts());
                }
                FitContext fit = new FitContext(
                        streams.seed("fit", index),
                        focus(draft),
                        Map.of(),
                        scope.steps().cancellation());
                SampleRequest request = new SampleRequest(
                        rows,
                        streams.seed("sample", index),
                        Map.of(),
                        scope.steps().cancellation());
                Table table = scope.guard()
                        .call(
                                "generator",
                                generator.name(),
                                () -> generator.fit(trainingTable, fit).sample(request));
                if (table.rows() != rows || !table.schema().equals(FeatureTable.SCHEMA)) {
                    throw new PluginException(
                            "generator",
                            generator.name(),
                            "returned " + table.rows() + " rows of "
                                    + table.schema().size() + " columns instead of " + rows + " of "
                                    + FeatureTable.SCHEMA.size(),
                            null);
                }
                return Optional.of(table);
            } catch (PluginException e) {
                last = e;
            }
        }
        String message = "No data was generated in iteration " + draft.iteration + ", after " + ATTEMPTS + " attempts: "
                + last.getMessage();
        draft.notes.add(message);
        scope.emit(new dev.apes.api.TrainingEvent.Warning(scope.id(), message));
        return Optional.empty();
    }

    /** Wanted are rows on which the model expects little of the rule with the worst open gap, or is unsure. */
    private Optional<RowScorer> focus(Draft draft) {
        Optional<String> rule = draft.gaps.open().stream()
                .filter(g -> g.kind() == Gap.Kind.RULE_EFFECTIVENESS)
                .map(Gap::subject)
                .findFirst();
        if (rule.isEmpty()
                || draft.state.model().isEmpty()
                || !draft.state.model().get().model().trained()) {
            return Optional.empty();
        }
        EffectivenessModel model = draft.state.model().get().model();
        ParameterValues values = draft.state.incumbents().get(rule.get());
        return Optional.of(table -> {
            double[][] rows = new double[table.rows()][];
            for (int r = 0; r < rows.length; r++) {
                rows[r] = FeatureTable.encoded(table.row(r));
            }
            return model.predictAll(rows, rule.get(), values).stream()
                    .mapToDouble(p -> p.deviation() - p.mean())
                    .toArray();
        });
    }

    private Generated label(
            Draft draft, Optional<Strategy> strategy, String why, String method, Table table, RandomStreams streams) {
        Map<String, Integer> rejected = new LinkedHashMap<>();
        Map<String, Integer> levels = new LinkedHashMap<>();
        List<Prompt> kept = new ArrayList<>();
        GeneratedPromptFilter filter =
                new GeneratedPromptFilter(scope.data().leaks(), GeneratedPromptFilter.Limits.DEFAULT);
        double distance = 0;
        Difficulty[] wanted = wantedLevels(draft, table.rows());
        for (int r = 0; r < table.rows(); r++) {
            scope.steps().cancellation().throwIfCancelled();
            Realised realised = scope.data().realiser().realise(table.row(r), wanted[r], streams.seed("text", r));
            Prompt prompt = realised.prompt();
            Optional<GeneratedPromptFilter.Refusal> refusal = filter.offer(prompt.text());
            if (refusal.isPresent()) {
                rejected.merge(refusal.get().flaw().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
            } else {
                kept.add(new Prompt(
                        "generated-" + draft.iteration + "-" + r,
                        prompt.text(),
                        prompt.category(),
                        prompt.context(),
                        prompt.examples(),
                        prompt.reference(),
                        prompt.metadata()));
                levels.merge(
                        Difficulty.of(PromptFeatures.of(prompt.text())).name().toLowerCase(Locale.ROOT),
                        1,
                        Integer::sum);
                distance += realised.distance();
            }
        }
        GenerationRecord record = new GenerationRecord(
                method, table.rows(), kept.size(), rejected, levels, kept.isEmpty() ? 0 : distance / kept.size());
        if (kept.isEmpty()) {
            return new Generated(strategy, why, record, List.of(), Optional.empty());
        }
        PromptSide side = PromptSide.of(kept);
        int replicate = scope.replicate(draft.iteration);
        double[] baselines = scope.executor().baselines(side.prompts(), replicate);
        Map<String, ParameterValues> incumbents = draft.state.incumbents();
        GainSampling.Measured measured = sampling.measure(
                side, baselines, (rule, i) -> incumbents.get(rule.definition().id()), false, replicate);
        Map<String, SideMeasurement.RuleEffect> effects = new LinkedHashMap<>();
        int at = 0;
        for (Map.Entry<String, boolean[]> rule : measured.applied().entrySet()) {
            double[] gains = new double[side.size()];
            for (int i = 0; i < gains.length; i++) {
                gains[i] = measured.samples().get(at++).gain();
            }
            effects.put(
                    rule.getKey(),
                    new SideMeasurement.RuleEffect(incumbents.get(rule.getKey()), gains, rule.getValue()));
        }
        return new Generated(
                strategy,
                why,
                record,
                measured.samples(),
                Optional.of(new Generated.Measured(side, baselines, effects)));
    }

    private static Difficulty[] wantedLevels(Draft draft, int rows) {
        int[] mix = DifficultyMix.of(draft.gaps, rows);
        Difficulty[] levels = new Difficulty[rows];
        int at = 0;
        for (int level = 0; level < mix.length; level++) {
            for (int k = 0; k < mix[level]; k++) {
                levels[at++] = Difficulty.values()[level];
            }
        }
        return levels;
    }
}
