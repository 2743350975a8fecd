package com.example.apes;

import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Likes short sentences. A real one would ask what matters to you; it needs the same few methods. */
public final class ShortSentencesEvaluator implements PromptEvaluator {
    private static final double GOOD_LENGTH = 12;

    @Override
    public EvaluatorInfo info() {
        return new EvaluatorInfo(
                "example_short_sentences", "1.0.0", "Likes sentences of at most 12 words.", true, false, Map.of());
    }

    @Override
    public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
        List<Evaluation> answers = new ArrayList<>(batch.size());
        for (EvaluationRequest request : batch) {
            context.cancellation().throwIfCancelled();
            double words = request.text().strip().split("\\s+").length;
            double sentences = Math.max(1, request.text().split("[.!?]+(\\s|$)").length);
            answers.add(Evaluation.of(Math.min(1, GOOD_LENGTH * sentences / words)));
        }
        return answers;
    }
}
