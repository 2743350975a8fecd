package dev.apes.engine.rubric;

import dev.apes.api.Prompt;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import java.util.List;

/** Scores through the public evaluator, as users get it. */
final class Score {
    private static final RubricEvaluator RUBRIC = new RubricEvaluator();

    private Score() {}

    static Evaluation evaluation(String text, String original) {
        EvaluationRequest request = new EvaluationRequest(text, Prompt.of("p", original), 0);
        return RUBRIC.evaluate(List.of(request), EvaluationContext.of(1)).get(0);
    }

    static double of(String text, String original) {
        return evaluation(text, original).score();
    }

    static double gain(String text, String original) {
        return of(text, original) - of(original, original);
    }
}
