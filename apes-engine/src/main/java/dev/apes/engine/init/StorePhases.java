package dev.apes.engine.init;

import dev.apes.api.InitializationReport.Outcome;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.StoreInspection;
import dev.apes.engine.plugin.RulesInForce;
import dev.apes.engine.workflow.EngineParts;
import java.util.List;

/** What the phases have to do with the machine, the store and the rules in it. */
final class StorePhases {
    private static final long ENOUGH_HEAP = 256L << 20;
    /** Sessions that were cut off longer ago than this many others are history. */
    private static final int RECENT = 20;

    private final EngineParts parts;
    private final List<RuleDefinition> installed;
    private StoreInspection inspection;

    StorePhases(EngineParts parts) {
        this.parts = parts;
        installed =
                parts.plugins().rules().stream().map(PromptRule::definition).toList();
    }

    Outcome detect(List<String> findings) {
        long heap = Runtime.getRuntime().maxMemory();
        findings.add("Java " + Runtime.version().feature() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, heap of at most " + (heap >> 20) + " MiB");
        inspection = parts.store().inspect(installed);
        findings.add("sessions are kept in " + inspection.description());
        if (ready()) {
            parts.store().sessions(RECENT).stream()
                    .filter(s -> s.condition().cutOff())
                    .findFirst()
                    .ifPresent(s -> findings.add(cutOff(s)));
        }
        if (heap < ENOUGH_HEAP) {
            findings.add("the heap is below " + (ENOUGH_HEAP >> 20) + " MiB; many prompts need more (-Xmx)");
            return Outcome.WARNING;
        }
        return Outcome.OK;
    }

    private static String cutOff(SessionRecord session) {
        return "session " + session.id() + " was cut off after " + session.iterations()
                + (session.iterations() == 1 ? " iteration" : " iterations") + " and can be resumed";
    }

    private boolean ready() {
        return inspection.blocked().isEmpty() && inspection.missing().isEmpty();
    }

    Outcome check(List<String> findings) {
        findings.addAll(inspection.findings());
        if (inspection.blocked().isPresent()) {
            findings.clear();
            findings.add(inspection.blocked().get());
            return Outcome.BLOCKED;
        }
        if (installed.isEmpty()) {
            findings.add("no rule is installed; put apes-engine or a plugin with a rule on the class path");
            return Outcome.BLOCKED;
        }
        if (!ready()) {
            findings.add("missing: " + String.join("; ", inspection.missing()));
            return Outcome.OK;
        }
        return rules(findings);
    }

    private Outcome rules(List<String> findings) {
        RulesInForce rules = RulesInForce.of(parts.plugins().rules(), parts.store());
        rules.violations()
                .forEach((rule, problem) -> findings.add("rule " + rule + ": " + problem
                        + "; correct it in rule_metadata.default_parameters, or start from parameters of your own"));
        if (!rules.violations().isEmpty()) {
            return Outcome.BLOCKED;
        }
        if (rules.rules().isEmpty()) {
            findings.add("every rule is switched off; switch one on in rule_metadata.enabled");
            return Outcome.BLOCKED;
        }
        findings.add(rules.rules().size() + " rules, every parameter inside its constraint");
        findings.addAll(rules.notes());
        return rules.notes().isEmpty() ? Outcome.OK : Outcome.WARNING;
    }

    List<String> missing() {
        return inspection.missing();
    }

    void execute(List<String> findings) {
        if (!inspection.missing().isEmpty()) {
            findings.addAll(parts.store().prepare(installed));
        }
    }

    /** Looks again only where something was done. */
    Outcome verify(List<String> findings) {
        if (inspection.missing().isEmpty()) {
            return Outcome.OK;
        }
        inspection = parts.store().inspect(installed);
        if (!ready()) {
            findings.add(inspection
                    .blocked()
                    .orElse("still missing after it was done: " + String.join("; ", inspection.missing())));
            return Outcome.BLOCKED;
        }
        return rules(findings);
    }
}
