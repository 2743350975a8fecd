package dev.apes.engine.corpus;

import dev.apes.api.Prompt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Names a data set, so that the chance of a false promotion that one session has spent on it is not given to the next
 * session again.
 *
 * <p>It is {@code "prompts-1:"} and the SHA-256 (hex) over the sorted, distinct, normalised texts with their context
 * (words only: case, punctuation and white space do not count), each followed by a line feed. Order, ids, duplicates,
 * categories and other metadata do not matter: shuffling or renaming prompts earns no fresh budget. Adding or removing a
 * prompt does change it.
 *
 * <p>Prompts of the generated starting corpus all count as one and the same: another seed gives other prompts from the same
 * wordings, which are what evidence is counted by ({@link CorpusMetadata#unitOf}), so it earns no fresh budget either.
 */
public final class DataFingerprint {
    /** No normalised text has a bracket and a letter. */
    private static final String GENERATED = "<generated>";

    private DataFingerprint() {}

    /**
     * @param prompts the whole data set, before it is split
     * @return its key, 74 characters of ASCII
     */
    public static String of(List<Prompt> prompts) {
        MessageDigest digest = StableHash.sha256();
        prompts.stream().map(DataFingerprint::contribution).distinct().sorted().forEach(text -> {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
        });
        return "prompts-1:" + HexFormat.of().formatHex(digest.digest());
    }

    private static String contribution(Prompt prompt) {
        return CorpusMetadata.groupKeys(prompt).isEmpty() ? WordShingles.normalise(prompt) : GENERATED;
    }
}
