package dev.apes.engine.workflow;

import dev.apes.api.PromotionId;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.DerivedRule;
import dev.apes.api.store.PromotionRecord;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoredDerivedRule;
import dev.apes.api.store.StoredSelection;
import dev.apes.engine.pattern.DerivedRules;
import dev.apes.engine.plugin.RulesInForce;
import dev.apes.engine.recovery.RequestConfiguration;
import dev.apes.engine.recovery.SessionIdentity;
import dev.apes.engine.recovery.StartFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether a stored session can go on with what is in force now. */
final class Continuation {
    private Continuation() {}

    /**
     * @return what differs and was accepted; empty if it goes on as it began
     * @throws SessionStateException if the session was started with something else, or its rules are not in force any more, and that
     *     was not accepted
     */
    static Optional<AcceptedChanges> check(
            SessionRecord session,
            SessionIdentity now,
            TrainingRequest request,
            RulesInForce inForce,
            SessionStore store) {
        List<String> differences = differences(session, now, request, inForce, store);
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        if (!request.acceptChanges()) {
            throw new SessionStateException("Session " + session.id()
                    + " can't be resumed, for it would not go on as it began: " + String.join("; ", differences)
                    + ". Restore that, accept it with --accept-changes, or start a new session with --new");
        }
        return Optional.of(new AcceptedChanges(session, differences));
    }

    static List<String> differences(
            SessionRecord session,
            SessionIdentity now,
            TrainingRequest request,
            RulesInForce inForce,
            SessionStore store) {
        List<String> differences = new ArrayList<>(now.differences(session, request));
        differences.addAll(changedRules(session, inForce, store));
        return differences;
    }

    /** Sessions that have ended for good, or still run, can't be taken over. */
    static void requireCutOff(SessionRecord session) {
        if (!session.condition().cutOff()) {
            String state = session.condition().name().toLowerCase(Locale.ROOT);
            throw new SessionStateException("Session " + session.id() + " can't be resumed: it is " + state
                    + "; only a session that was interrupted, failed or crashed can. Start a new one with --new");
        }
    }

    /** The parameters a session leaves in force, by rule id: those it began with, but for its promotions. */
    static Map<String, ParameterValues> leftInForce(SessionRecord session, SessionStore store) {
        Map<String, ParameterValues> left = new LinkedHashMap<>();
        session.initialParameters()
                .forEach((rule, initial) -> left.put(rule, lastPromoted(session, rule, store, initial)));
        return left;
    }

    /** The derived rules in force when a session began: of those stored, the ones that its initial parameters name. */
    static List<DerivedRule> derivedAtStart(SessionRecord session, SessionStore store) {
        return store.derivedRules().stream()
                .map(StoredDerivedRule::rule)
                .filter(d -> session.initialParameters().containsKey(d.id()))
                .map(d -> d.with(session.initialParameters().get(d.id())))
                .toList();
    }

    /** The derived rules a session leaves in force: those it began with and those it promoted, in the order of their promotion. */
    static List<DerivedRule> derivedLeft(SessionRecord session, SessionStore store) {
        List<DerivedRule> left = new ArrayList<>();
        for (StoredDerivedRule stored : store.derivedRules()) {
            DerivedRule rule = stored.rule();
            ParameterValues values = lastPromoted(
                    session, rule.id(), store, session.initialParameters().get(rule.id()));
            if (values != null) {
                left.add(rule.with(values));
            }
        }
        return left;
    }

    /** The selection that a session leaves in force: the one it promoted, or the one it began with. */
    private static Optional<PromotionId> selectionLeft(SessionRecord session, SessionStore store) {
        int since = SessionIdentity.acceptedAt(session.configuration());
        return store.promotions(StoredSelection.RULE_ID).stream()
                .map(PromotionRecord::id)
                .filter(id -> id.session().equals(session.id()) && id.iteration() > since)
                .reduce((earlier, later) -> later)
                .or(() -> StartFacts.selection(session.configuration()));
    }

    private static String inWords(Optional<PromotionId> selection) {
        return selection
                .map(id -> "that of iteration " + id.iteration() + " of session " + id.session())
                .orElse("none");
    }

    private static ParameterValues lastPromoted(
            SessionRecord session, String rule, SessionStore store, ParameterValues otherwise) {
        int since = SessionIdentity.acceptedAt(session.configuration());
        return store.promotions(rule).stream()
                .filter(p -> p.id().session().equals(session.id()) && p.id().iteration() > since)
                .reduce((earlier, later) -> later)
                .map(PromotionRecord::after)
                .orElse(otherwise);
    }

    /** A person's edit, a rollback or another session's promotion since the session's last commit. */
    private static List<String> changedRules(SessionRecord session, RulesInForce inForce, SessionStore store) {
        List<String> changed = new ArrayList<>(changedDerived(session, inForce, store));
        Optional<PromotionId> selection = selectionLeft(session, store);
        if (!selection.equals(inForce.selection())) {
            changed.add("the selection of rules was changed since its last commit: it was " + inWords(selection)
                    + " and is " + inWords(inForce.selection()));
        }
        List<DerivedRule> derived = derivedAtStart(session, store);
        leftInForce(session, store).forEach((rule, left) -> {
            if (DerivedRules.find(derived, rule).isPresent()) {
                return;
            }
            boolean asGiven = left.equals(session.initialParameters().get(rule))
                    && RequestConfiguration.setsInitial(session.configuration(), rule);
            ParameterValues now = inForce.values().get(rule);
            // a rule that is gone is named with the rules
            if (!asGiven && now != null && !left.equals(now)) {
                changed.add("the parameters of rule " + rule + " were changed since its last commit: "
                        + difference(left, now));
            }
        });
        return changed;
    }

    private static List<String> changedDerived(SessionRecord session, RulesInForce inForce, SessionStore store) {
        List<String> changed = new ArrayList<>();
        List<DerivedRule> left = derivedLeft(session, store);
        for (DerivedRule rule : left) {
            DerivedRules.find(inForce.derived(), rule.id())
                    .ifPresentOrElse(
                            now -> {
                                if (!now.values().equals(rule.values())) {
                                    changed.add("the parameters of derived rule " + rule.id()
                                            + " were changed since its last commit: "
                                            + difference(rule.values(), now.values()));
                                }
                            },
                            () -> changed.add("derived rule " + rule.id() + " is no longer in force"));
        }
        inForce.derived().stream()
                .filter(now -> DerivedRules.find(left, now.id()).isEmpty())
                .forEach(now -> changed.add("derived rule " + now.id() + " has come into force since it began"));
        return changed;
    }

    private static String difference(ParameterValues left, ParameterValues now) {
        List<String> parts = new ArrayList<>();
        left.asMap().forEach((name, value) -> {
            Object is = now.asMap().get(name);
            if (!value.equals(is)) {
                parts.add(name + " was " + value + " and is " + is);
            }
        });
        now.asMap().forEach((name, value) -> {
            if (!left.asMap().containsKey(name)) {
                parts.add(name + " was not set and is " + value);
            }
        });
        return String.join(", ", parts);
    }
}
