package dev.apes.engine.init;

import dev.apes.api.TrainingRequest;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.StoreInspection;
import dev.apes.engine.corpus.PromptSplit;
import dev.apes.engine.corpus.SplitPrompts;
import dev.apes.engine.workflow.EngineParts;
import java.util.List;
import java.util.Optional;

/** Phases 4 to 7: the data, the plan, its execution, and a look at the result. */
final class PreparationPhases {
    /** A prompt with its features, measurements and texts takes about this much of the heap. */
    private static final long BYTES_PER_PROMPT = 40_000;

    private final EngineParts parts;
    private final TrainingRequest request;
    private final List<RuleDefinition> installed;
    private boolean storeBlocked;
    private boolean planBlocked;
    private List<String> missing = List.of();

    PreparationPhases(EngineParts parts, TrainingRequest request) {
        this.parts = parts;
        this.request = request;
        installed = parts.plugins().rules().stream().map(PromptRule::definition).toList();
    }

    void data(PhaseLog log) {
        StoreInspection store = parts.store().inspect(installed);
        missing = store.missing();
        storeBlocked = store.blocked().isPresent();
        if (request.prompts().isEmpty()) {
            Optional<SplitPrompts> corpus = parts.prompts().remembered(request);
            if (corpus.isPresent()) {
                DataAssessment.assess(corpus.get(), log);
            } else {
                log.note("no prompts given; they are generated");
            }
        } else if (storeBlocked || !missing.isEmpty()) {
            log.note(request.prompts().size() + " prompts given; they are looked at once the store is ready");
        } else {
            DataAssessment.assess(parts.prompts().of(request, parts.store()), log);
        }
    }

    void plan(PhaseLog log) {
        missing.forEach(m -> log.note("to do: " + m));
        if (!missing.isEmpty() && !request.autoInit()) {
            log.block("with --no-init nothing is set up; run once without --no-init");
        }
        boolean generates = request.prompts().isEmpty()
                && parts.prompts().remembered(request).isEmpty();
        if (generates) {
            log.note("to do: generate a starting corpus of " + request.search().corpusSize() + " prompts");
        }
        if (missing.isEmpty() && !generates) {
            log.note("nothing is missing");
        }
        int prompts = request.prompts().isEmpty()
                ? request.search().corpusSize()
                : request.prompts().size();
        long needed = prompts * BYTES_PER_PROMPT;
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > heap) {
            log.block(prompts + " prompts need about " + (needed >> 20) + " MiB of heap, and there are " + (heap >> 20)
                    + "; give Java more (-Xmx) or train on fewer prompts");
        }
        planBlocked = log.outcome() == dev.apes.api.InitializationReport.Outcome.BLOCKED;
    }

    void execute(PhaseLog log) {
        if (storeBlocked || planBlocked) {
            log.note("nothing is done, for something stands in the way");
            return;
        }
        if (!missing.isEmpty()) {
            parts.store().prepare(installed).forEach(log::done);
        }
        if (request.prompts().isEmpty() && parts.prompts().remembered(request).isEmpty()) {
            SplitPrompts corpus = parts.prompts().of(request, parts.store());
            log.done("generated " + corpus.prompts().size() + " prompts from seed " + request.seed());
            DataAssessment.assess(corpus, log);
        } else if (!missing.isEmpty()) {
            DataAssessment.assess(parts.prompts().of(request, parts.store()), log);
        }
        if (log.findings().isEmpty()) {
            log.note("nothing had to be done");
        }
    }

    void verify(PhaseLog log, EnvironmentPhases environment) {
        StoreInspection store = parts.store().inspect(installed);
        store.blocked().ifPresent(log::block);
        if (!store.missing().isEmpty()) {
            log.block("still missing: " + String.join("; ", store.missing()));
        }
        if (log.outcome() == dev.apes.api.InitializationReport.Outcome.BLOCKED || planBlocked) {
            log.block("training can't start");
            return;
        }
        PhaseLog rules = new PhaseLog();
        environment.rules(rules);
        if (rules.outcome() == dev.apes.api.InitializationReport.Outcome.BLOCKED) {
            rules.findings().forEach(log::block);
            return;
        }
        PromptSplit split = parts.prompts().of(request, parts.store()).split();
        log.note(split.training().size() + " training, " + split.validation().size() + " validation and "
                + split.holdout().size() + " holdout prompts");
        if (split.training().isEmpty()
                || split.validation().isEmpty()
                || split.holdout().isEmpty()) {
            log.block("each side needs at least one prompt; give more prompts that differ from one another");
        }
    }
}
