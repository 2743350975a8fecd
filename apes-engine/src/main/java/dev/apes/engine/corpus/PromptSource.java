package dev.apes.engine.corpus;

import dev.apes.api.Prompt;
import dev.apes.api.TrainingRequest;
import dev.apes.api.store.DataSide;
import dev.apes.api.store.SessionStore;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Generates and splits the prompts of requests. Remembers the latest, so that what initialisation has looked at need not be made
 * again for the session. Thread-safe.
 */
public final class PromptSource {
    private record Known(DataName name, Map<String, DataSide> sides) {}

    private Known latestFor;
    private SplitPrompts latest;

    /**
     * Prompts that the store has on a side stay there.
     *
     * @param request a request
     * @param store where sides are kept
     * @return its prompts, split
     */
    public synchronized SplitPrompts of(TrainingRequest request, SessionStore store) {
        DataName name = DataName.of(request);
        Known wanted = new Known(name, name.generated() ? Map.of() : sides(request.prompts(), store));
        if (latest == null || !latestFor.equals(wanted) || otherOrder(request)) {
            List<Prompt> prompts = name.generated()
                    ? StartingCorpus.generate(request.search().corpusSize(), request.seed())
                    : request.prompts();
            latest = new SplitPrompts(name, prompts, PromptSplit.of(prompts, wanted.sides));
            latestFor = wanted;
        }
        return latest;
    }

    private static Map<String, DataSide> sides(List<Prompt> prompts, SessionStore store) {
        Set<String> fingerprints = new HashSet<>();
        prompts.forEach(p -> fingerprints.add(DataFingerprint.ofPrompt(p)));
        return Map.copyOf(store.sides(fingerprints));
    }

    /** Duplicates and the order of prompts are no part of the name. */
    private boolean otherOrder(TrainingRequest request) {
        return !request.prompts().isEmpty() && !request.prompts().equals(latest.prompts());
    }

    /**
     * @param request a request
     * @return its prompts, split, if they are the ones asked for last; nothing is made
     */
    public synchronized Optional<SplitPrompts> remembered(TrainingRequest request) {
        return latest != null && latest.name().equals(DataName.of(request)) && !otherOrder(request)
                ? Optional.of(latest)
                : Optional.empty();
    }
}
