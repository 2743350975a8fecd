package dev.apes.engine.init;

import dev.apes.api.TrainingRequest;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.StoreInspection;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.plugin.RulesInForce;
import dev.apes.engine.workflow.EngineParts;
import dev.apes.engine.workflow.RequestChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Phases 1 to 3: the machine, the parts, and the store with its rules. They change nothing. */
final class EnvironmentPhases {
    private static final long ENOUGH_HEAP = 256L << 20;
    private static final long ENOUGH_DISK = 500L << 20;
    private static final int SESSIONS_LOOKED_AT = 20;

    private final EngineParts parts;
    private final TrainingRequest request;
    private final List<RuleDefinition> installed;

    EnvironmentPhases(EngineParts parts, TrainingRequest request) {
        this.parts = parts;
        this.request = request;
        installed = parts.plugins().rules().stream().map(PromptRule::definition).toList();
    }

    void detect(PhaseLog log) {
        long heap = Runtime.getRuntime().maxMemory();
        log.note("Java " + Runtime.version().feature() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, heap of at most " + (heap >> 20) + " MiB");
        if (heap < ENOUGH_HEAP) {
            log.warn("the heap is below " + (ENOUGH_HEAP >> 20) + " MiB; large prompt sets may need more (-Xmx)");
        }
        disk(log);
        StoreInspection store = parts.store().inspect(installed);
        log.note("store: " + store.description());
        if (store.blocked().isEmpty() && store.missing().isEmpty()) {
            cutOffSessions(log);
        }
    }

    private static void disk(PhaseLog log) {
        Path folder = Path.of(System.getProperty("apes.home", System.getProperty("user.home", ".")));
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            log.note(free / (1 << 20) + " MiB of disk space free at " + folder);
            if (free < ENOUGH_DISK) {
                log.warn("less than " + (ENOUGH_DISK >> 20) + " MiB of disk space are free at " + folder
                        + "; a full disk ends training");
            }
        } catch (IOException | SecurityException e) {
            log.note("the disk space at " + folder + " is not known: " + e.getMessage());
        }
    }

    private void cutOffSessions(PhaseLog log) {
        for (SessionRecord session : parts.store().sessions(SESSIONS_LOOKED_AT)) {
            if (session.condition().cutOff()) {
                log.note("session " + session.id() + " was cut off after " + session.iterations() + " iterations ("
                        + session.condition().name().toLowerCase(Locale.ROOT) + ")");
            }
        }
    }

    void components(PhaseLog log) {
        PluginRegistry plugins = parts.plugins();
        plugins.evaluator(request.evaluator()).configure(request.evaluatorOptions());
        plugins.gapAnalyzer(parts.gapAnalyzer());
        RequestChecks.aboutRules(request, installed);
        request.generator().ifPresent(plugins::generator);
        plugins.names().forEach((kind, names) -> log.note(names.size() + " " + kind + ": " + String.join(", ", names)));
        log.note("rule versions: "
                + String.join(
                        ", ",
                        installed.stream().map(r -> r.id() + " " + r.version()).toList()));
        plugins.origins().forEach((origin, names) -> log.note("from " + origin + ": " + String.join(", ", names)));
        if (request.search().generatedRows() > 0
                && plugins.names().get("generators").isEmpty()) {
            log.warn(
                    "no generator is installed: training goes on without generated prompts; add apes-generators to the class path");
        }
    }

    void store(PhaseLog log) {
        if (installed.isEmpty()) {
            log.block("no rule is installed; put apes-engine or a plugin with a rule on the class path");
            return;
        }
        StoreInspection found = parts.store().inspect(installed);
        found.findings().forEach(log::note);
        found.blocked().ifPresent(log::block);
        if (found.blocked().isPresent()) {
            return;
        }
        found.missing().forEach(missing -> log.note("missing: " + missing));
        if (found.missing().isEmpty()) {
            rules(log);
        }
    }

    /** The rules as the store has them; to be asked only once nothing is missing. */
    void rules(PhaseLog log) {
        RulesInForce inForce = RulesInForce.of(parts.plugins().rules(), parts.store());
        inForce.notes().forEach(log::warn);
        if (inForce.rules().isEmpty()) {
            log.block("every rule is switched off in the store; switch at least one on (rule_metadata.enabled)");
            return;
        }
        inForce.violations().forEach((rule, problem) -> {
            String message = "rule " + rule + ": " + problem;
            if (request.initialParameters().containsKey(rule)) {
                log.warn(message + "; the initial parameters given take its place");
            } else {
                log.block(
                        message
                                + "; correct it in the store (rule_metadata.default_parameters) or start with other initial parameters");
            }
        });
        if (inForce.violations().isEmpty()) {
            log.note(inForce.rules().size() + " of " + installed.size()
                    + " rules in use, every parameter inside its constraint");
        }
    }
}
