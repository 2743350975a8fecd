package dev.apes.engine.init;

import dev.apes.api.InitializationReport;
import dev.apes.api.InitializationReport.Outcome;
import dev.apes.api.InitializationReport.PhaseResult;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.engine.workflow.EngineParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The seven phases before a training: detect, check components, check store and rules, assess data, plan, execute, verify. Only
 * execute changes anything, and only what plan found missing. What is generated and split here is kept for the session.
 */
public final class Initialization {
    private final EngineParts parts;
    private final List<PhaseResult> phases = new ArrayList<>();
    private Consumer<PhaseResult> listener;

    /** @param parts what all sessions of the engine share */
    public Initialization(EngineParts parts) {
        this.parts = parts;
    }

    /** What a phase does: adds its findings, sentences, and says how it went. */
    @FunctionalInterface
    interface Phase {
        Outcome run(List<String> findings);
    }

    /**
     * Runs the phases; use an instance once. A blocked phase is the last, for what comes behind it would only repeat the complaint.
     *
     * @param request what is to be trained
     * @param toTell gets each phase once it is done
     * @return what was found and done
     * @throws InvalidInputException if the request names something that does not exist
     */
    public InitializationReport run(TrainingRequest request, Consumer<PhaseResult> toTell) {
        listener = toTell;
        StorePhases store = new StorePhases(parts);
        DataPhases data = new DataPhases(parts, request);
        boolean going = phase("detect environment", findings -> store.detect(findings))
                && phase("check components", findings -> Components.check(request, parts, findings))
                && phase("check store and rules", store::check)
                && phase("assess data", data::assess)
                && phase("plan", findings -> plan(request, store, data, findings))
                && phase("execute", findings -> execute(store, data, findings));
        if (going) {
            phase("verify", findings -> verify(store, data, findings));
        }
        return new InitializationReport(phases);
    }

    private boolean phase(String name, Phase phase) {
        long start = parts.clock().millis();
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
        Duration took = Duration.ofMillis(Math.max(0, parts.clock().millis() - start));
        PhaseResult result = new PhaseResult(name, outcome, findings, took);
        phases.add(result);
        listener.accept(result);
        return outcome != Outcome.BLOCKED;
    }

    private static Outcome plan(TrainingRequest request, StorePhases store, DataPhases data, List<String> findings) {
        findings.addAll(store.missing());
        if (!store.missing().isEmpty() && !request.autoInit()) {
            findings.add("nothing may be created with --no-init; leave it out, and this is done");
            return Outcome.BLOCKED;
        }
        Outcome outcome = data.plan(findings);
        if (findings.isEmpty()) {
            findings.add("nothing is missing");
        }
        return outcome;
    }

    private static Outcome execute(StorePhases store, DataPhases data, List<String> findings) {
        store.execute(findings);
        data.execute(findings);
        return findings.isEmpty() ? Outcome.OK : Outcome.DONE;
    }

    private static Outcome verify(StorePhases store, DataPhases data, List<String> findings) {
        Outcome rules = store.verify(findings);
        return rules == Outcome.BLOCKED ? rules : data.verify(findings);
    }
}
