package dev.apes.engine.llm;

import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.store.SessionStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Texts a model wrote, kept in the ledger of paid answers so that they are not bought again. The ledger knows scores and facets: a text
 * is there as the name of the only facet of a score of 1, and an answer that could not be used as a score of 0 without facets.
 *
 * @param ledger where they are kept; empty to keep none
 * @param settings what decides an answer is part of the key
 */
record StoredTexts(Optional<SessionStore> ledger, LlmSettings settings) {
    private static final Evaluation UNUSABLE = Evaluation.of(0);

    /**
     * @param digest of what is asked
     * @param buy asks for it; what it throws is not kept
     * @return the text; empty if the answer was unusable
     */
    Optional<String> get(String digest, Supplier<Optional<String>> buy) {
        if (ledger.isEmpty()) {
            return buy.get();
        }
        String key = "rewriting-"
                + Digests.of(
                        settings.url(), settings.model(), settings.temperature().toString(), digest);
        Evaluation known = ledger.get().recall(List.of(key)).get(key);
        if (known != null) {
            return known.facets().keySet().stream().findFirst();
        }
        Optional<String> text = buy.get();
        ledger.get()
                .remember(Map.of(
                        key, text.map(t -> new Evaluation(1, Map.of(t, 1.0))).orElse(UNUSABLE)));
        return text;
    }
}
