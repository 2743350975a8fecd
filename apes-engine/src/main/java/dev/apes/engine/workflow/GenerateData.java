package dev.apes.engine.workflow;

import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingRequest.Part;
import dev.apes.api.TrainingStep;
import dev.apes.api.error.PluginException;
import dev.apes.api.gap.GapReport;
import dev.apes.api.generation.SyntheticGenerator;
import dev.apes.api.generation.Table;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.GenerationRecord;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.strategy.DifficultyMix;
import dev.apes.engine.strategy.FocusAllocation;
import dev.apes.engine.strategy.MethodHistory;
import dev.apes.engine.strategy.Strategy;
import dev.apes.engine.strategy.StrategyDecision;
import dev.apes.engine.strategy.StrategyHistory;
import dev.apes.engine.strategy.StrategyLimits;
import dev.apes.engine.strategy.StrategySelector;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Step 3: rows of features aimed at the gaps, realised as texts, measured again and labelled by the evaluator. What it makes only
 * trains the model. A generator that keeps failing is replaced by a simple one, and if that fails, too, costs the iteration its
 * new data, nothing else.
 */
final class GenerateData {
    private static final int ATTEMPTS = 3;

    /** What fails least: no training that could diverge. */
    private static final List<String> SIMPLE = Strategy.STATISTICAL.methods();

    /** Billions of floating-point operations that fitting a generator of its own choosing may take, about a second. */
    private static final double MOST_EFFORT = 20;

    private final SessionScope scope;
    private final GainSampling sampling;
    private Table trainingTable;
    private RealisedRows texts;

    GenerateData(SessionScope scope) {
        this.scope = scope;
        this.sampling = new GainSampling(scope);
    }

    Generated run(Draft draft) {
        StrategyLimits limits = limits();
        int rows = limits.rows(scope.request().search().generatedRows());
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
        Map<String, Integer> allocation = allocation(draft, rows);
        Optional<StrategyDecision> decision = scope.request().generator().isPresent()
                ? Optional.empty()
                : decide(draft, allocation.isEmpty(), limits, streams);
        Optional<String> method = scope.request().generator().or(() -> decision.map(StrategyDecision::method));
        if (method.isEmpty()) {
            return Generated.none("no installed generator serves any strategy");
        }
        if (method.get().equals(TargetedRows.SEARCHES) && allocation.isEmpty()) {
            return Generated.none(
                    TargetedRows.SEARCHES
                            + " searches where the model is weak or unsure about a rule with an open gap; there is no model or no such rule yet");
        }
        Optional<Drawn> drawn = draw(draft, allocation, method.get(), rows, streams);
        return drawn.isEmpty()
                ? Generated.none("generation failed; the iteration goes on without new data")
                : label(
                        draft,
                        new Aim(decision, drawn.get().method(), allocation),
                        drawn.get().rows(),
                        streams);
    }

    /** Why, how and at what rows are generated. */
    private record Aim(Optional<StrategyDecision> decision, String method, Map<String, Integer> allocation) {
        private String explanation() {
            return decision.map(StrategyDecision::explanation).orElse("generator '" + method + "' as asked for");
        }
    }

    /** With a limit on evaluator calls, labelling may cost a tenth of what is left. */
    private StrategyLimits limits() {
        long remaining = scope.executor().remaining();
        return new StrategyLimits(
                scope.steps().limit(TrainingStep.GENERATE),
                Runtime.getRuntime().maxMemory(),
                remaining == Long.MAX_VALUE ? Long.MAX_VALUE : remaining / 10,
                1 + scope.rules().rules().size());
    }

    private Map<String, Integer> allocation(Draft draft, int rows) {
        if (TargetedRows.model(draft).isEmpty() || scope.without(Part.TARGETING)) {
            return Map.of();
        }
        List<String> rules =
                scope.rules().definitions().stream().map(RuleDefinition::id).toList();
        return FocusAllocation.of(draft.gaps, rules, rows);
    }

    private Optional<StrategyDecision> decide(
            Draft draft, boolean nothingToAimAt, StrategyLimits limits, RandomStreams streams) {
        Set<String> usable = new LinkedHashSet<>(scope.plugins().names().get("generators"));
        Map<String, String> unusable = new LinkedHashMap<>();
        if (nothingToAimAt) {
            // it searches where the model is weak or unsure about a rule; without a model or a rule with an open gap
            // there is no where
            usable.remove(TargetedRows.SEARCHES);
            unusable.put(TargetedRows.SEARCHES, "no model yet, or no rule with an open gap");
        }
        leaveOutTheCostly(usable, unusable);
        return StrategySelector.choose(
                draft.assessment.trainingMetrics(),
                scope.request().targets(),
                scope.without(Part.BANDIT) ? StrategyHistory.empty() : draft.state.strategies(),
                new StrategySelector.Supply(
                        usable, unusable, limits, scope.without(Part.BANDIT) ? MethodHistory.EMPTY : scope.methods()),
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

    /** Rows, and what drew them. */
    private record Drawn(String method, Table rows) {}

    /** By the method, or, if that keeps failing, by the first simple one that is installed. */
    private Optional<Drawn> draw(
            Draft draft, Map<String, Integer> allocation, String method, int rows, RandomStreams streams) {
        Optional<Table> sampled = sample(draft, allocation, scope.plugins().generator(method), rows, streams);
        List<String> installed = scope.plugins().names().get("generators");
        Optional<String> simpler =
                SIMPLE.stream().filter(installed::contains).findFirst().filter(s -> !s.equals(method));
        if (sampled.isPresent() || simpler.isEmpty()) {
            return sampled.map(table -> new Drawn(method, table));
        }
        String message = "The generator '" + simpler.get() + "' takes the place of '" + method + "'.";
        draft.notes.add(message);
        scope.emit(new TrainingEvent.Warning(scope.id(), message));
        return sample(draft, allocation, scope.plugins().generator(simpler.get()), rows, streams)
                .map(table -> new Drawn(simpler.get(), table));
    }

    private Optional<Table> sample(
            Draft draft,
            Map<String, Integer> allocation,
            SyntheticGenerator generator,
            int rows,
            RandomStreams streams) {
        PluginException last = null;
        TargetedRows targeted = new TargetedRows(scope, draft, allocation);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (trainingTable == null) {
                    trainingTable = FeatureTable.of(scope.training().prompts());
                }
                return Optional.of(targeted.sample(generator, trainingTable, rows, streams, attempt));
            } catch (PluginException e) {
                last = e;
            }
        }
        String message = "The generator '" + generator.name() + "' made no data in iteration " + draft.iteration
                + ", after " + ATTEMPTS + " attempts: " + last.getMessage();
        draft.notes.add(message);
        scope.emit(new TrainingEvent.Warning(scope.id(), message));
        return Optional.empty();
    }

    private Generated label(Draft draft, Aim aim, Table table, RandomStreams streams) {
        if (texts == null) {
            texts = new RealisedRows(scope);
        }
        int[] mix =
                DifficultyMix.of(scope.without(Part.TARGETING) ? new GapReport(List.of()) : draft.gaps, table.rows());
        RealisedRows.Outcome outcome = texts.realise(table, mix, draft.iteration, streams);
        GenerationRecord record = new GenerationRecord(
                aim.method,
                table.rows(),
                outcome.kept().size(),
                outcome.rejected(),
                DifficultyMix.named(outcome.levels()),
                outcome.distance(),
                outcome.distances());
        Generated.Targets targets = new Generated.Targets(
                aim.allocation,
                DifficultyMix.named(mix),
                texts.levels().thresholds(),
                DifficultyMix.fit(mix, outcome.levels()));
        Generated generated = new Generated(
                aim.decision, aim.explanation(), record, Optional.of(targets), List.of(), Optional.empty());
        return outcome.kept().isEmpty() ? generated : labelled(draft, generated, PromptSide.of(outcome.kept()));
    }

    private Generated labelled(Draft draft, Generated generated, PromptSide side) {
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
        return generated.with(measured.samples(), new Generated.Measured(side, baselines, effects));
    }
}
