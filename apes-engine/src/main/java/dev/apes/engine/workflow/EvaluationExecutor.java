package dev.apes.engine.workflow;

import dev.apes.api.Cancellation;
import dev.apes.api.Prompt;
import dev.apes.api.error.PluginException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.engine.plugin.AllowanceSpentException;
import dev.apes.engine.plugin.PluginGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * Scores many texts, side by side, within a budget. The seam at which evaluation can leave the process: a batch is pure, and its
 * results do not depend on how it is cut. Counts calls; answers of paid evaluators go through the ledger, and one found there counts
 * like a call: what a session decides must not depend on what happens to be stored, or it could not be resumed. Thread-safe.
 */
final class EvaluationExecutor {
    private final PromptEvaluator evaluator;
    private final String name;
    private final EvaluationContext context;
    private final PluginGuard guard;
    private final Workers workers;
    private final PaidAnswers ledger;
    private final int chunk;
    private volatile OptionalLong limit;
    private final AtomicLong calls = new AtomicLong();

    EvaluationExecutor(
            PromptEvaluator evaluator,
            long seed,
            Cancellation cancellation,
            PluginGuard guard,
            Workers workers,
            PaidAnswers ledger,
            int chunk,
            OptionalLong limit) {
        this.evaluator = evaluator;
        this.name = evaluator.info().name();
        this.context = new EvaluationContext(seed, cancellation);
        this.guard = guard;
        this.workers = workers;
        this.ledger = ledger;
        this.chunk = chunk;
        this.limit = limit;
    }

    /** Evaluator calls made so far. */
    long calls() {
        return calls.get();
    }

    /** Goes on counting from where a session was. */
    void continueFrom(long earlierCalls) {
        calls.set(earlierCalls);
    }

    /** Puts another limit in force. */
    void limit(OptionalLong other) {
        limit = other;
    }

    /** Calls that may still be made, {@link Long#MAX_VALUE} without a limit. */
    long remaining() {
        OptionalLong now = limit;
        return now.isPresent() ? Math.max(0, now.getAsLong() - calls.get()) : Long.MAX_VALUE;
    }

    /** Whether equal requests get equal scores, so that nothing needs measuring twice. */
    boolean deterministic() {
        return evaluator.info().deterministic();
    }

    /** The baseline {@code E(p; p)} of each prompt. */
    double[] baselines(List<Prompt> prompts, int replicate) {
        return scores(prompts, i -> prompts.get(i).text(), new double[0], replicate);
    }

    /**
     * Scores a version of each prompt.
     *
     * @param prompts the originals
     * @param textOf the version of the prompt at a position; pure
     * @param baselines scores of the originals, used without a call where the version is the original itself; empty if unknown
     * @param replicate tells repeated measurements apart
     * @return one score per prompt
     */
    double[] scores(List<Prompt> prompts, IntFunction<String> textOf, double[] baselines, int replicate) {
        if (prompts.size() > remaining()) {
            throw new BudgetSpentException(limit.orElseThrow());
        }
        double[] scores = new double[prompts.size()];
        workers.forChunks(prompts.size(), chunk, context.cancellation(), (from, to) -> {
            List<EvaluationRequest> batch = new ArrayList<>(to - from);
            int[] positions = new int[to - from];
            for (int i = from; i < to; i++) {
                String text = textOf.apply(i);
                if (baselines.length > 0 && text.equals(prompts.get(i).text())) {
                    scores[i] = baselines[i];
                } else {
                    positions[batch.size()] = i;
                    batch.add(new EvaluationRequest(text, prompts.get(i), replicate));
                }
            }
            double[] answers = evaluate(batch);
            for (int k = 0; k < answers.length; k++) {
                scores[positions[k]] = answers[k];
            }
        });
        return scores;
    }

    private double[] evaluate(List<EvaluationRequest> batch) {
        if (batch.isEmpty()) {
            return new double[0];
        }
        List<Evaluation> evaluations =
                evaluator.info().paid() ? ledger.answers(batch, this::ask) : ask(batch, context.arrivals());
        double[] answers = new double[evaluations.size()];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = evaluations.get(i).score();
        }
        calls.addAndGet(batch.size());
        return answers;
    }

    private List<Evaluation> ask(List<EvaluationRequest> batch, EvaluationContext.Arrivals arrivals) {
        EvaluationContext told = new EvaluationContext(context.seed(), context.cancellation(), arrivals);
        List<Evaluation> answers;
        try {
            answers = guard.call("evaluator", name, () -> evaluator.evaluate(batch, told));
        } catch (PluginException e) {
            if (e.getCause() instanceof AllowanceSpentException spent) {
                throw new BudgetSpentException(calls(), spent.getMessage());
            }
            throw e;
        }
        if (answers.size() != batch.size()) {
            throw new PluginException(
                    "evaluator",
                    name,
                    "returned " + answers.size() + " evaluations for " + batch.size() + " requests",
                    null);
        }
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) == null) {
                throw new PluginException(
                        "evaluator",
                        name,
                        "returned null for prompt " + batch.get(i).original().id(),
                        null);
            }
        }
        return answers;
    }
}
