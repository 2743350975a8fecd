package dev.apes.cli;

import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import java.util.List;
import java.util.Map;

/** Likes some lengths, and takes a bite of {@link Plate} with each batch. */
final class HungryJudge implements PromptEvaluator {
    static final String NAME = "hungry";

    @Override
    public EvaluatorInfo info() {
        return new EvaluatorInfo(NAME, "1", "Likes some lengths.", true, false, Map.of());
    }

    @Override
    public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
        Plate.bite();
        return batch.stream()
                .map(r -> Evaluation.of(0.5 + 0.4 * Math.sin(r.text().hashCode())))
                .toList();
    }
}
