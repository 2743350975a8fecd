package dev.apes.examples;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.engine.Apes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An evaluator of one's own: a prompt should keep the original's words and stay within a budget of words, as for a model that is
 * paid by the word.
 */
public final class CustomEvaluator implements PromptEvaluator {
    private static final String BUDGET = "words";

    private final int budget;

    /** With a budget of 60 words. */
    public CustomEvaluator() {
        this(60);
    }

    private CustomEvaluator(int budget) {
        this.budget = budget;
    }

    @Override
    public EvaluatorInfo info() {
        return new EvaluatorInfo(
                "word_budget",
                "1.0.0",
                "Rewards prompts that keep the original's words and stay within a budget of " + budget + " words.",
                true,
                false,
                Map.of(BUDGET, String.valueOf(budget)));
    }

    @Override
    public PromptEvaluator configure(Map<String, String> options) {
        int words = budget;
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (!option.getKey().equals(BUDGET)) {
                throw new InvalidInputException("-E " + option.getKey(), "is not known; the option is " + BUDGET);
            }
            if (!option.getValue().matches("[1-9][0-9]{0,5}")) {
                throw new InvalidInputException(
                        "-E " + BUDGET, "must be an integer from 1 to 999999 but is " + option.getValue());
            }
            words = Integer.parseInt(option.getValue());
        }
        return new CustomEvaluator(words);
    }

    @Override
    public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
        List<Evaluation> answers = new ArrayList<>(batch.size());
        for (EvaluationRequest request : batch) {
            context.cancellation().throwIfCancelled();
            answers.add(evaluate(request));
        }
        return answers;
    }

    private Evaluation evaluate(EvaluationRequest request) {
        String[] words = words(request.text());
        Set<String> wanted = new TreeSet<>(List.of(words(request.original().text())));
        Set<String> present = new TreeSet<>(List.of(words));
        long kept = wanted.stream().filter(present::contains).count();
        double keeps = (double) kept / wanted.size();
        double fits = Math.min(1, (double) budget / words.length);
        return new Evaluation((keeps + fits) / 2, Map.of("keeps", keeps));
    }

    private static String[] words(String text) {
        return text.strip().toLowerCase(Locale.ROOT).split("\\s+");
    }

    /**
     * Trains with it.
     *
     * @param args none
     * @throws InterruptedException if interrupted while training
     */
    public static void main(String[] args) throws InterruptedException {
        try (TrainingEngine engine =
                Apes.builder().evaluator(new CustomEvaluator()).build()) {
            TrainingReport report = engine.start(TrainingRequest.builder()
                            .promptTexts(SamplePrompts.list())
                            .settingsPerRule(10)
                            .evaluator("word_budget")
                            .evaluatorOptions(Map.of(BUDGET, "40"))
                            .single(true)
                            .build())
                    .await();
            System.out.println("Judged by: " + report.evaluator().description());
            report.holdout()
                    .ifPresent(holdout -> System.out.printf(
                            Locale.ROOT,
                            "Holdout: raw %.3f, at start %.3f, at end %.3f%n",
                            holdout.raw(),
                            holdout.atStart(),
                            holdout.atEnd()));
        }
    }
}
