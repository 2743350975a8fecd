package dev.apes.engine.workflow;

import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.StoreException;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoreInspection;
import dev.apes.engine.gap.FocusAreas;
import java.util.List;
import java.util.OptionalLong;

/** What is refused before a session begins. */
final class RequestChecks {
    private RequestChecks() {}

    /** Does what the store lacks, or refuses where that is not wanted. */
    static void readyStore(TrainingRequest request, SessionStore store, List<RuleDefinition> installed) {
        StoreInspection found = store.inspect(installed);
        if (found.blocked().isPresent()) {
            throw new StoreException(found.blocked().get(), null);
        }
        if (found.missing().isEmpty()) {
            return;
        }
        if (!request.autoInit()) {
            throw new InvalidInputException(
                    "--no-init",
                    "the store lacks something: " + String.join("; ", found.missing())
                            + "; run once without --no-init");
        }
        store.prepare(installed);
    }

    static void focus(TrainingRequest request, List<RuleDefinition> rules) {
        for (String area : request.focusAreas()) {
            if (rules.stream().noneMatch(r -> FocusAreas.covers(area, r.id()))) {
                throw new InvalidInputException(
                        "focus area '" + area + "'",
                        "is not known; known: " + String.join(", ", FocusAreas.names()) + ", or a rule's id: "
                                + String.join(
                                        ", ",
                                        rules.stream().map(RuleDefinition::id).toList()));
            }
        }
    }

    /** The holdout is scored three times; what that costs is set aside first. */
    static OptionalLong budgetWithoutHoldout(OptionalLong maxEvaluations, SessionData data) {
        if (maxEvaluations.isEmpty()) {
            return OptionalLong.empty();
        }
        long limit = maxEvaluations.getAsLong();
        long holdout = 3L * data.holdout().size();
        long least = holdout + data.training().size() + data.validation().size();
        if (limit < least) {
            throw new InvalidInputException(
                    "evaluation limit " + limit,
                    "is too small for these prompts: scoring the holdout and a single baseline takes " + least
                            + " evaluator calls; raise it or give fewer prompts");
        }
        return OptionalLong.of(limit - holdout);
    }
}
