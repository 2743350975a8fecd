package dev.apes.engine.llm;

import dev.apes.api.Cancellation;
import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Has a prompt answered and scores the answer: against the reference that comes with the prompt, and by the {@link Constraints} that do.
 * Refusals score like any other answer: what was asked for is not there. Thread-safe.
 */
final class TaskRun {
    private final Endpoint endpoint;
    private final LlmSettings settings;

    TaskRun(Endpoint endpoint, LlmSettings settings) {
        this.endpoint = endpoint;
        this.settings = settings;
    }

    /** The mean score of the answers to a text; with what the answers are measured by is decided by the original. */
    Evaluation evaluate(String text, Prompt original, Cancellation cancellation) {
        refuseUnscorable(original);
        Map<String, Double> facets = new LinkedHashMap<>();
        double sum = 0;
        for (int vote = 0; vote < settings.votes(); vote++) {
            ChatAnswer answer = endpoint.ask(call(text, original), cancellation);
            Map<String, Double> scores;
            try {
                scores = scores(original, answer.text());
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException("prompt " + original.id(), e.getMessage(), e);
            }
            sum += scores.values().stream().mapToDouble(s -> s).average().orElseThrow();
            scores.forEach((name, score) -> facets.merge(name, score / settings.votes(), Double::sum));
        }
        return new Evaluation(Math.max(0, Math.min(1, sum / settings.votes())), facets);
    }

    ChatCall call(String text, Prompt original) {
        return ChatCall.of(
                ChatCall.Purpose.ANSWER,
                settings.answerTokens(),
                original.context().map(c -> text + "\n\n" + c).orElse(text));
    }

    void refuseUnscorable(Prompt original) {
        boolean constrained = Constraints.any(original);
        boolean scorable = switch (settings.scorer()) {
            case AUTO -> constrained || original.reference().isPresent();
            case CONSTRAINTS -> constrained;
            default -> original.reference().isPresent();
        };
        if (!scorable) {
            throw new InvalidInputException(
                    "prompt " + original.id(),
                    "has nothing that an answer could be measured by with -E score="
                            + settings.scorer().name().toLowerCase(java.util.Locale.ROOT)
                            + ": give it a 'reference' or constraints (max_words, must_contain, format, language, …);"
                            + " generated prompts have neither, so train with --rows 0; or take -E mode=judge");
        }
    }

    /** With {@code auto}: constraints if there are any, and a reference by exact match if it is one line of at most five words, else F1. */
    private Map<String, Double> scores(Prompt original, String answer) {
        Map<String, Double> scores = new LinkedHashMap<>();
        String reference = original.reference().orElse("");
        switch (settings.scorer()) {
            case EXACT -> scores.put("exact", TextScores.exact(answer, reference));
            case F1 -> scores.put("f1", TextScores.f1(answer, reference));
            case REGEX -> scores.put("regex", TextScores.regex(answer, reference));
            case SCHEMA -> scores.put("schema", TextScores.schema(answer, reference));
            case CONSTRAINTS -> scores.putAll(Constraints.check(original, answer));
            case AUTO -> {
                scores.putAll(Constraints.check(original, answer));
                if (original.reference().isPresent()) {
                    boolean brief = TextScores.words(reference).size() <= 5;
                    scores.put(
                            brief ? "exact" : "f1",
                            brief ? TextScores.exact(answer, reference) : TextScores.f1(answer, reference));
                }
            }
        }
        return scores;
    }
}
