package dev.apes.engine.workflow;

import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.plugin.RulesInForce;
import dev.apes.engine.recovery.Heritage;
import dev.apes.engine.recovery.RequestConfiguration;
import dev.apes.engine.recovery.SessionIdentity;
import dev.apes.engine.recovery.StartFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session that goes on with other prompts, rules, plugins or versions than it began with, because a person has accepted that. Its
 * iterations, what its strategies bought and how large its gaps were stay; model, searches and scores are made anew from what there is
 * now, and its parameters at the start are those in force at that moment. All of this is written down, so that it can be cut off and go
 * on again to the same end.
 *
 * @param session as it was
 * @param differences what of it is not as it was, sentences, at least one
 */
record AcceptedChanges(SessionRecord session, List<String> differences) {
    /** Where the rules stand: in force, but for what the session was given and never promoted. */
    Map<String, ParameterValues> start(RuleSet rules, RulesInForce inForce, SessionStore store) {
        Map<String, ParameterValues> left = Continuation.leftInForce(session, store);
        Map<String, ParameterValues> start = new LinkedHashMap<>();
        for (RuleDefinition rule : rules.definitions()) {
            ParameterValues own = left.get(rule.id());
            boolean given = own != null
                    && RequestConfiguration.setsInitial(session.configuration(), rule.id())
                    && own.equals(session.initialParameters().get(rule.id()));
            start.put(rule.id(), given ? own : inForce.values().get(rule.id()));
        }
        return rules.startFrom(start, Map.of());
    }

    /** The session as it goes on. */
    SessionRecord restated(
            SessionIdentity identity, SessionData data, Map<String, ParameterValues> start, SessionStore store) {
        Map<String, String> facts = identity.stored(new StartFacts(
                store.errorBudget(data.key()),
                data.summary(),
                Heritage.ofSession(store, session),
                store.selectionInForce()));
        return new SessionRecord(
                session.id(),
                session.status(),
                data.key(),
                identity.evaluator(),
                session.seed(),
                SessionIdentity.accepting(session.configuration(), facts, session.iterations(), differences),
                start,
                session.iterations(),
                session.startedAt(),
                Optional.empty(),
                session.lease());
    }
}
