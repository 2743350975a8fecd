package dev.apes.engine.corpus;

import dev.apes.api.TrainingRequest;

/**
 * Names the prompts of a request without splitting or generating them.
 *
 * @param key under which data sets share an error budget
 * @param digest of everything about the prompts; for a generated corpus seed and size, from which it comes
 * @param generated whether the prompts are the generated starting corpus
 */
public record DataName(String key, String digest, boolean generated) {
    /**
     * @param request a request
     * @return the name of its prompts
     */
    public static DataName of(TrainingRequest request) {
        return request.prompts().isEmpty()
                ? new DataName(
                        DataFingerprint.ofGenerated(),
                        "seed=" + request.seed() + ",size=" + request.search().corpusSize(),
                        true)
                : new DataName(
                        DataFingerprint.of(request.prompts()), DataFingerprint.ofAllFields(request.prompts()), false);
    }

    /** {@return what a report calls them} */
    public String source() {
        return generated ? "generated starting corpus" : "given prompts";
    }
}
