package dev.apes.engine.workflow;

import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.StoreInspection;
import dev.apes.engine.corpus.DataName;
import dev.apes.engine.plugin.RulesInForce;
import dev.apes.engine.recovery.SessionIdentity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds the session that a request would go on with. Reads the store; splits, generates and measures nothing. */
public final class ResumableSession {
    /** A session that was cut off longer ago than this many others is not what anybody wants to go on with unasked. */
    private static final int LOOKED_AT = 200;

    private ResumableSession() {}

    /**
     * @param request what is to be trained
     * @param parts what all sessions of the engine share
     * @return the newest session of the same prompts, evaluator, seed and settings, if it was cut off and its rules are in force
     * @throws dev.apes.api.error.InvalidInputException if the request names something that does not exist
     */
    public static Optional<SessionRecord> of(TrainingRequest request, EngineParts parts) {
        List<PromptRule> installed = parts.plugins().rules();
        StoreInspection store = parts.store()
                .inspect(installed.stream().map(PromptRule::definition).toList());
        if (store.blocked().isPresent() || !store.missing().isEmpty()) {
            return Optional.empty();
        }
        List<SessionRecord> sessions = parts.store().sessions(LOOKED_AT);
        if (sessions.stream().noneMatch(s -> s.condition().cutOff())) {
            return Optional.empty();
        }
        RulesInForce inForce = RulesInForce.of(installed, parts.store());
        DataName name = DataName.of(request);
        parts.plugins().evaluator(request.evaluator()).configure(request.evaluatorOptions());
        // learning takes seconds, and the sessions of one day have mostly learnt from the same
        Map<Map<String, String>, Optional<SessionIdentity>> identities = new HashMap<>();
        Function<SessionRecord, Optional<SessionIdentity>> identityFor = session -> identities.computeIfAbsent(
                session.evaluator().configuration(),
                learnt -> evaluatorOf(learnt, request, parts)
                        .map(info -> SessionIdentity.of(
                                request,
                                info,
                                parts.gapAnalyzer(),
                                inForce.definitions(),
                                name.key(),
                                name.digest(),
                                parts.plugins().prints(request, parts.gapAnalyzer()))));
        return sessions.stream()
                .filter(s -> s.evaluator().name().equals(request.evaluator())
                        && s.seed() == request.seed()
                        && s.dataKey().equals(name.key()))
                .filter(s -> identityFor
                        .apply(s)
                        .filter(identity -> identity.differences(s, request).isEmpty())
                        .isPresent())
                .findFirst()
                .filter(s -> s.condition().cutOff())
                .filter(s -> Continuation.differences(
                                s, identityFor.apply(s).orElseThrow(), request, inForce, parts.store())
                        .isEmpty());
    }

    /** Of an evaluator that learns: as it was when the session began; empty if what it learnt from is no longer there. */
    private static Optional<EvaluatorInfo> evaluatorOf(
            Map<String, String> learnt, TrainingRequest request, EngineParts parts) {
        try {
            return Optional.of(parts.plugins()
                    .evaluator(request.evaluator(), request.evaluatorOptions(), parts.store(), learnt)
                    .info());
        } catch (InvalidInputException tooLittle) {
            return Optional.empty();
        }
    }
}
