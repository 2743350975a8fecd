package dev.apes.engine.workflow;

import dev.apes.api.SessionId;
import dev.apes.api.error.CancelledException;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.store.SessionStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The ledger between a session and a paid evaluator: what is stored is not asked, what another thread is asking is waited for, and each
 * answer is stored as it arrives. What is out is written down before, so that a kill leaves a count of what was paid for in vain.
 * Thread-safe.
 */
final class PaidAnswers {
    private final SessionStore store;
    private final SessionId session;
    private final EvaluatorInfo evaluator;
    private final Map<String, CompletableFuture<Evaluation>> out = new ConcurrentHashMap<>();

    /** Asks the evaluator; answers that come one by one go to the arrivals as well. */
    @FunctionalInterface
    interface Asking {
        List<Evaluation> ask(List<EvaluationRequest> batch, EvaluationContext.Arrivals arrivals);
    }

    PaidAnswers(SessionStore store, SessionId session, EvaluatorInfo evaluator) {
        this.store = store;
        this.session = session;
        this.evaluator = evaluator;
    }

    /** {@return an answer for each request, in their order} */
    List<Evaluation> answers(List<EvaluationRequest> batch, Asking asking) {
        List<String> keys = batch.stream().map(r -> LedgerKey.of(evaluator, r)).toList();
        Map<String, CompletableFuture<Evaluation>> ours = new LinkedHashMap<>();
        Map<String, Future<Evaluation>> others = new LinkedHashMap<>();
        Map<String, Evaluation> known;
        try {
            // claimed before the store is looked at: whoever finds a key unclaimed finds its answer there
            for (String key : keys) {
                CompletableFuture<Evaluation> claim = new CompletableFuture<>();
                Future<Evaluation> there = ours.containsKey(key) ? null : out.putIfAbsent(key, claim);
                if (there != null) {
                    others.put(key, there);
                } else if (!ours.containsKey(key)) {
                    ours.put(key, claim);
                }
            }
            known = new LinkedHashMap<>(store.recall(ours.keySet()));
            List<String> missing =
                    ours.keySet().stream().filter(k -> !known.containsKey(k)).toList();
            if (!missing.isEmpty()) {
                store.asking(session, missing);
                known.putAll(bought(batch, keys, missing, asking));
            }
            ours.forEach((key, claim) -> claim.complete(known.get(key)));
        } finally {
            ours.forEach((key, claim) -> {
                claim.cancel(false); // nothing happens to one that is complete
                out.remove(key, claim);
            });
        }
        for (Map.Entry<String, Future<Evaluation>> other : others.entrySet()) {
            EvaluationRequest request = batch.get(keys.indexOf(other.getKey()));
            known.put(
                    other.getKey(),
                    awaited(other.getValue())
                            .orElseGet(() -> answers(List.of(request), asking).get(0)));
        }
        return keys.stream().map(known::get).toList();
    }

    private Map<String, Evaluation> bought(
            List<EvaluationRequest> batch, List<String> keys, List<String> missing, Asking asking) {
        Map<String, Evaluation> arrived = new ConcurrentHashMap<>();
        List<Evaluation> all =
                asking.ask(missing.stream().map(k -> batch.get(keys.indexOf(k))).toList(), (position, answer) -> {
                    String key = missing.get(position);
                    if (answer != null && arrived.putIfAbsent(key, answer) == null) {
                        store.remember(Map.of(key, answer));
                    }
                });
        Map<String, Evaluation> answers = new LinkedHashMap<>();
        Map<String, Evaluation> rest = new LinkedHashMap<>();
        for (int i = 0; i < missing.size(); i++) {
            Evaluation first = arrived.get(missing.get(i)); // what is stored counts
            answers.put(missing.get(i), first == null ? all.get(i) : first);
            if (first == null) {
                rest.put(missing.get(i), all.get(i));
            }
        }
        store.remember(rest);
        return answers;
    }

    /** Empty if whoever asked got no answer: then it is ours to ask. */
    private static Optional<Evaluation> awaited(Future<Evaluation> answer) {
        try {
            return Optional.of(answer.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting for an answer that is out");
        } catch (ExecutionException | CancellationException e) {
            return Optional.empty();
        }
    }
}
