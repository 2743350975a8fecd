package dev.apes.cli;

import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Wants to be paid for each call, and keeps a bill: a line in a file, written before it answers, which survives its process. */
final class CostlyJudge implements PromptEvaluator {
    static final String NAME = "costly";

    private final Path bill;

    CostlyJudge(Path bill) {
        this.bill = bill;
    }

    @Override
    public EvaluatorInfo info() {
        return new EvaluatorInfo(NAME, "1", "Likes some lengths.", true, true, Map.of());
    }

    @Override
    public PromptEvaluator configure(Map<String, String> options) {
        return new CostlyJudge(Path.of(options.get("bill")));
    }

    @Override
    public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
        List<Evaluation> answers = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            EvaluationRequest request = batch.get(i);
            charge(request.replicate() + " " + request.original().text() + " -> " + request.text());
            answers.add(Evaluation.of(0.5 + 0.4 * Math.sin(request.text().hashCode())));
            context.arrivals().arrived(i, answers.get(i));
        }
        return answers;
    }

    private void charge(String what) {
        try {
            Files.write(
                    bill,
                    (what.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
