package dev.apes.engine.init;

import dev.apes.api.InitializationReport;
import dev.apes.api.InitializationReport.Outcome;
import dev.apes.api.InitializationReport.PhaseResult;
import dev.apes.api.Prompt;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.corpus.PromptSplit;
import dev.apes.engine.corpus.StartingCorpus;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.workflow.EngineParts;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Checks, phase by phase, that a session could start. With an in-memory store nothing needs to be installed; what is generated when
 * no prompts are given is generated again, identically, by the session.
 */
public final class Initialization {
    private static final int FEWEST_PROMPTS = 100;
    private static final int FEWEST_DOMAINS = 3;
    private static final long ENOUGH_HEAP = 256L << 20;

    private final PluginRegistry plugins;
    private final String gapAnalyzer;
    private final SessionStore store;
    private final Clock clock;
    private final List<PhaseResult> phases = new ArrayList<>();
    private Consumer<PhaseResult> listener;

    /** @param parts what all sessions of the engine share */
    public Initialization(EngineParts parts) {
        plugins = parts.plugins();
        gapAnalyzer = parts.gapAnalyzer();
        store = parts.store();
        clock = parts.clock();
    }

    /** What a phase does: adds its findings and says how it went. */
    @FunctionalInterface
    private interface Phase {
        Outcome run(List<String> findings);
    }

    /**
     * Runs the phases; use an instance once.
     *
     * @param request what is to be trained
     * @param toTell gets each phase once it is done
     * @return what was found
     */
    public InitializationReport run(TrainingRequest request, Consumer<PhaseResult> toTell) {
        listener = toTell;
        List<Prompt> prompts = new ArrayList<>(request.prompts());
        phase("detect environment", this::environment);
        phase("check components", findings -> components(request, findings));
        phase("check rules", this::rules);
        phase("assess data", findings -> assess(prompts, findings));
        phase("plan", findings -> plan(request, findings));
        phase("execute", findings -> execute(request, prompts, findings));
        phase("verify", findings -> verify(prompts, findings));
        return new InitializationReport(phases);
    }

    private void phase(String name, Phase phase) {
        long start = clock.millis();
        List<String> findings = new ArrayList<>();
        Outcome outcome;
        try {
            outcome = phase.run(findings);
        } catch (InvalidInputException e) {
            throw e;
        } catch (ApesException e) {
            findings.add(e.getMessage());
            outcome = Outcome.BLOCKED;
        }
        PhaseResult result =
                new PhaseResult(name, outcome, findings, Duration.ofMillis(Math.max(0, clock.millis() - start)));
        phases.add(result);
        listener.accept(result);
    }

    private Outcome environment(List<String> findings) {
        long heap = Runtime.getRuntime().maxMemory();
        findings.add("Java " + Runtime.version().feature() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, heap of at most " + (heap >> 20) + " MiB");
        if (heap < ENOUGH_HEAP) {
            findings.add("the heap is below " + (ENOUGH_HEAP >> 20) + " MiB; large prompt sets may need more (-Xmx)");
            return Outcome.WARNING;
        }
        return Outcome.OK;
    }

    private Outcome components(TrainingRequest request, List<String> findings) {
        plugins.evaluator(request.evaluator()).configure(request.evaluatorOptions());
        plugins.gapAnalyzer(gapAnalyzer);
        request.generator().ifPresent(plugins::generator);
        plugins.names()
                .forEach((kind, names) -> findings.add(names.size() + " " + kind + ": " + String.join(", ", names)));
        if (request.search().generatedRows() > 0
                && plugins.names().get("generators").isEmpty()) {
            findings.add(
                    "no generator is installed: training goes on without generated prompts; add apes-generators to the class path");
            return Outcome.WARNING;
        }
        return Outcome.OK;
    }

    private Outcome rules(List<String> findings) {
        List<RuleDefinition> definitions =
                plugins.rules().stream().map(PromptRule::definition).toList();
        if (definitions.isEmpty()) {
            findings.add("no rule is installed");
            return Outcome.BLOCKED;
        }
        Map<String, ParameterValues> stored = store.incumbents(definitions);
        for (RuleDefinition rule : definitions) {
            try {
                rule.parameters().validate(stored.get(rule.id()));
            } catch (IllegalArgumentException e) {
                findings.add("rule " + rule.id() + ": " + e.getMessage());
                return Outcome.BLOCKED;
            }
        }
        findings.add(definitions.size() + " rules, every parameter inside its constraint");
        return Outcome.OK;
    }

    private static Outcome assess(List<Prompt> prompts, List<String> findings) {
        if (prompts.isEmpty()) {
            findings.add("no prompts given");
            return Outcome.OK;
        }
        PromptSplit split = PromptSplit.of(prompts);
        Map<String, Integer> domains = new TreeMap<>();
        int[] difficulty = new int[4];
        for (Prompt prompt : prompts) {
            PromptFeatures features = PromptFeatures.of(prompt.text());
            domains.merge(features.domain().name(), 1, Integer::sum);
            difficulty[(int) Math.min(3, 4 * features.complexity())]++;
        }
        findings.add(prompts.size() + " prompts, " + split.duplicates().size() + " exact duplicates, "
                + split.setAside().size() + " too close to another side");
        findings.add(
                domains.size() + " domains; by complexity from low to high: " + java.util.Arrays.toString(difficulty));
        if (prompts.size() < FEWEST_PROMPTS || domains.size() < FEWEST_DOMAINS) {
            findings.add("fewer than " + FEWEST_PROMPTS + " prompts or " + FEWEST_DOMAINS
                    + " domains: hardly any improvement can be proven");
            return Outcome.WARNING;
        }
        return Outcome.OK;
    }

    private static Outcome plan(TrainingRequest request, List<String> findings) {
        findings.add(
                request.prompts().isEmpty()
                        ? "generate a starting corpus of " + request.search().corpusSize() + " prompts"
                        : "nothing is missing");
        return Outcome.OK;
    }

    private static Outcome execute(TrainingRequest request, List<Prompt> prompts, List<String> findings) {
        if (!request.prompts().isEmpty()) {
            return Outcome.OK;
        }
        prompts.addAll(StartingCorpus.generate(request.search().corpusSize(), request.seed()));
        findings.add("generated " + prompts.size() + " prompts from seed " + request.seed());
        return Outcome.DONE;
    }

    private static Outcome verify(List<Prompt> prompts, List<String> findings) {
        PromptSplit split = PromptSplit.of(prompts);
        findings.add(
                split.training().size() + " training, " + split.validation().size() + " validation and "
                        + split.holdout().size() + " holdout prompts");
        boolean usable = !split.training().isEmpty()
                && !split.validation().isEmpty()
                && !split.holdout().isEmpty();
        if (!usable) {
            findings.add("each side needs at least one prompt; give more prompts that differ from one another");
        }
        return usable ? Outcome.OK : Outcome.BLOCKED;
    }
}
