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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Wants to be paid for each call, and keeps a bill: a line in a file, written before it answers, which survives its process. */
final class CostlyJudge implements PromptEvaluator {
    static final String NAME = "costly";

    private final Path bill;
    private final long last;
    private final AtomicLong calls = new AtomicLong();

    CostlyJudge(Path bill) {
        this(bill, Long.MAX_VALUE);
    }

    private CostlyJudge(Path bill, long last) {
        this.bill = bill;
        this.last = last;
    }

    @Override
    public EvaluatorInfo info() {
        return new EvaluatorInfo(NAME, "1", "Likes some lengths.", true, true, Map.of());
    }

    @Override
    public PromptEvaluator configure(Map<String, String> options) {
        return new CostlyJudge(
                Path.of(options.get("bill")), Long.parseLong(options.getOrDefault("hang", "" + Long.MAX_VALUE)));
    }

    @Override
    public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
        List<Evaluation> answers = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            EvaluationRequest request = batch.get(i);
            charge(request.replicate() + " " + request.original().text() + " -> " + request.text());
            if (calls.incrementAndGet() > last) {
                hang();
            }
            answers.add(Evaluation.of(0.5 + 0.4 * Math.sin(request.text().hashCode())));
            context.arrivals().arrived(i, answers.get(i));
        }
        return answers;
    }

    /** As a plugin does that waits for a network without a limit and swallows interrupts. */
    private static void hang() {
        CountDownLatch never = new CountDownLatch(1);
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException e) {
                continue;
            }
        }
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
