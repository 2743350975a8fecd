package dev.apes.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.Cancellation;
import dev.apes.api.Prompt;
import dev.apes.api.error.CancelledException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PromptEvaluator} must do: one answer per request, each a function of the request and the seed alone,
 * wherever in a batch and on whatever thread it is asked.
 *
 * <p>An evaluator that pays for its answers should be made here over a stand-in for the paid service; {@link #requests()} can be
 * overridden to ask for less.
 */
public abstract class PromptEvaluatorContract {
    private static final EvaluationContext CONTEXT = EvaluationContext.of(11);

    /** Called by JUnit. */
    protected PromptEvaluatorContract() {}

    /** {@return a new instance of the evaluator under test} */
    protected abstract PromptEvaluator createEvaluator();

    /** {@return what the evaluator is asked; at least four different requests} */
    protected List<EvaluationRequest> requests() {
        List<EvaluationRequest> requests = new ArrayList<>();
        List<Prompt> prompts = PromptFixtures.ordinary();
        for (int i = 0; i < prompts.size(); i++) {
            Prompt prompt = prompts.get(i);
            requests.add(EvaluationRequest.baseline(prompt));
            requests.add(new EvaluationRequest(prompt.text() + "\nAnswer in two sentences.", prompt, 0));
            requests.add(
                    new EvaluationRequest(prompts.get((i + 1) % prompts.size()).text(), prompt, 1));
        }
        return requests;
    }

    @Test
    void infoIsTheSameOnEveryCallAndInstance() {
        PromptEvaluator evaluator = createEvaluator();
        EvaluatorInfo info = evaluator.info();

        assertThat(evaluator.info()).isEqualTo(info);
        assertThat(createEvaluator().info()).isEqualTo(info);
    }

    @Test
    void givesOneAnswerPerRequest() {
        assertThat(ask(createEvaluator(), requests())).hasSameSizeAs(requests());
        assertThat(createEvaluator().evaluate(List.of(), CONTEXT)).isEmpty();
    }

    @Test
    void anAnswerDoesNotDependOnTheRestOfTheBatch() {
        PromptEvaluator evaluator = createEvaluator();
        List<EvaluationRequest> requests = requests();
        List<Evaluation> together = ask(evaluator, requests);

        List<Evaluation> alone =
                requests.stream().map(r -> ask(evaluator, List.of(r)).get(0)).toList();
        assertThat(alone).as("asked one by one").isEqualTo(together);

        List<EvaluationRequest> reversed = reversed(requests);
        assertThat(reversed(ask(evaluator, reversed))).as("asked in reverse").isEqualTo(together);

        List<EvaluationRequest> twice = new ArrayList<>(requests);
        twice.addAll(requests);
        List<Evaluation> answers = ask(evaluator, twice);
        assertThat(answers.subList(requests.size(), twice.size()))
                .as("asked twice in a batch")
                .isEqualTo(together);
    }

    @Test
    void anAnswerDoesNotDependOnTheInstance() {
        PromptEvaluator used = createEvaluator();
        ask(used, requests());

        assertThat(ask(used, requests())).isEqualTo(ask(createEvaluator(), requests()));
    }

    @Test
    void aDeterministicEvaluatorIgnoresReplicateAndSeed() {
        PromptEvaluator evaluator = createEvaluator();
        if (!evaluator.info().deterministic()) {
            return;
        }
        List<EvaluationRequest> repeated = requests().stream()
                .map(r -> new EvaluationRequest(r.text(), r.original(), r.replicate() + 3))
                .toList();

        assertThat(evaluator.evaluate(repeated, EvaluationContext.of(-99))).isEqualTo(ask(evaluator, requests()));
    }

    @Test
    void acceptsAnyText() {
        PromptEvaluator evaluator = createEvaluator();
        Prompt original = PromptFixtures.ordinary().get(0);
        for (Prompt hostile : PromptFixtures.hostile()) {
            assertThat(ask(evaluator, List.of(EvaluationRequest.baseline(hostile))))
                    .as(hostile.id())
                    .hasSize(1);
            assertThat(ask(evaluator, List.of(new EvaluationRequest(hostile.text(), original, 0))))
                    .as(hostile.id())
                    .hasSize(1);
        }
    }

    @Test
    void givesTheSameAnswersOnManyThreads() throws Exception {
        PromptEvaluator evaluator = createEvaluator();
        List<Evaluation> serial = ask(evaluator, requests());

        assertThat(Parallel.collect(4, worker -> ask(evaluator, requests()))).containsOnly(serial);
    }

    @Test
    void stopsWhenCancelled() {
        PromptEvaluator evaluator = createEvaluator();

        assertThatThrownBy(() -> evaluator.evaluate(requests(), new EvaluationContext(1, () -> true)))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void asksForCancellationWithinABatch() {
        PromptEvaluator evaluator = createEvaluator();
        List<EvaluationRequest> batch = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            batch.addAll(requests());
        }
        AtomicInteger asked = new AtomicInteger();
        Cancellation later = () -> asked.incrementAndGet() > 2;

        assertThatThrownBy(() -> evaluator.evaluate(batch, new EvaluationContext(1, later)))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void refusesAnUnknownOptionByName() {
        PromptEvaluator evaluator = createEvaluator();

        assertThatThrownBy(() -> evaluator.configure(Map.of("no_such_option", "1")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no_such_option");
    }

    @Test
    void configuringNothingChangesNothing() {
        PromptEvaluator evaluator = createEvaluator();
        PromptEvaluator configured = evaluator.configure(Map.of());

        assertThat(configured.info()).isEqualTo(evaluator.info());
        assertThat(ask(configured, requests())).isEqualTo(ask(evaluator, requests()));
    }

    private static List<Evaluation> ask(PromptEvaluator evaluator, List<EvaluationRequest> batch) {
        List<Evaluation> answers = evaluator.evaluate(batch, CONTEXT);
        assertThat(answers).hasSize(batch.size()).doesNotContainNull();
        assertThat(answers).allMatch(a -> a.score() >= 0 && a.score() <= 1);
        return answers;
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }
}
