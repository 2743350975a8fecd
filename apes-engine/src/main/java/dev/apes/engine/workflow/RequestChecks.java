package dev.apes.engine.workflow;

import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.StoreException;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoreInspection;
import dev.apes.engine.gap.FocusAreas;
import dev.apes.engine.plugin.ReportsUsage;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What is refused before a session begins. */
public final class RequestChecks {
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

    /**
     * Checks what a request says about rules, before anything is created for it.
     *
     * @param request what is to be trained
     * @param rules the installed rules
     * @throws InvalidInputException if it names a rule, a focus area or a parameter that there is not, or a value that is refused
     */
    public static void aboutRules(TrainingRequest request, List<RuleDefinition> rules) {
        focus(request, rules);
        request.initialParameters().forEach((id, values) -> {
            RuleDefinition rule = rules.stream()
                    .filter(r -> r.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new InvalidInputException(
                            "initial parameters",
                            "there is no rule '" + id + "'; known: "
                                    + String.join(
                                            ", ",
                                            rules.stream()
                                                    .map(RuleDefinition::id)
                                                    .toList())));
            ParameterValues complete = rule.parameters().defaults();
            for (Map.Entry<String, Object> e : values.asMap().entrySet()) {
                complete = complete.with(e.getKey(), e.getValue());
            }
            try {
                rule.parameters().validate(complete);
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException("initial parameters of rule " + id, e.getMessage(), e);
            }
        });
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

    /**
     * The holdout is scored three times; what that costs is set aside first. A budget of the evaluator's own that is too small for these
     * prompts plans nothing and ends the session when it is spent, for some of its answers may be stored already, or cost nothing.
     */
    static OptionalLong budgetWithoutHoldout(OptionalLong maxEvaluations, PromptEvaluator evaluator, SessionData data) {
        long holdout = 3L * data.holdout().size();
        long least = holdout + data.training().size() + data.validation().size();
        if (maxEvaluations.isPresent() && maxEvaluations.getAsLong() < least) {
            throw new InvalidInputException(
                    "evaluation limit " + maxEvaluations.getAsLong(),
                    "is too small for these prompts: scoring the holdout and a single baseline takes " + least
                            + " evaluator calls; raise it or give fewer prompts");
        }
        long own = evaluator instanceof ReportsUsage paid ? paid.evaluations().orElse(0) : 0;
        long limit = Math.min(maxEvaluations.orElse(Long.MAX_VALUE), own < least ? Long.MAX_VALUE : own);
        return limit == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(limit - holdout);
    }
}
