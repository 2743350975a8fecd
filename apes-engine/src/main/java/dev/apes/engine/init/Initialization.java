package dev.apes.engine.init;

import dev.apes.api.InitializationReport;
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
 * Seven phases after which a session can start, or it is known why not: detect the environment, check components, check store and
 * rules, assess the data, plan what is missing, execute, verify. Only the sixth changes anything, and only where something is missing.
 * The prompts it generates and splits are remembered for the session.
 */
public final class Initialization {
    private final EngineParts parts;

    /** @param parts what all sessions of the engine share */
    public Initialization(EngineParts parts) {
        this.parts = parts;
    }

    /**
     * Runs the phases.
     *
     * @param request what is to be trained
     * @param listener gets each phase once it is done
     * @return what was found and done
     * @throws InvalidInputException if the request names something that does not exist or can't be used
     */
    public InitializationReport run(TrainingRequest request, Consumer<PhaseResult> listener) {
        EnvironmentPhases environment = new EnvironmentPhases(parts, request);
        PreparationPhases preparation = new PreparationPhases(parts, request);
        List<PhaseResult> phases = new ArrayList<>();
        Consumer<PhaseResult> keep = phases::add;
        Consumer<PhaseResult> ended = keep.andThen(listener);
        ended.accept(phase("detect environment", environment::detect));
        ended.accept(phase("check components", environment::components));
        ended.accept(phase("check store and rules", environment::store));
        ended.accept(phase("assess data", preparation::data));
        ended.accept(phase("plan", preparation::plan));
        ended.accept(phase("execute", preparation::execute));
        ended.accept(phase("verify", log -> preparation.verify(log, environment)));
        return new InitializationReport(phases);
    }

    private PhaseResult phase(String name, Consumer<PhaseLog> work) {
        long start = parts.clock().millis();
        PhaseLog log = new PhaseLog();
        try {
            work.accept(log);
        } catch (InvalidInputException e) {
            throw e;
        } catch (ApesException e) {
            log.block(e.getMessage());
        }
        Duration took = Duration.ofMillis(Math.max(0, parts.clock().millis() - start));
        return new PhaseResult(name, log.outcome(), log.findings(), took);
    }
}
