package dev.apes.engine.corpus;

import dev.apes.api.Prompt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

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

    /** {@return the key of every generated starting corpus} It takes no prompts to know it. */
    public static String ofGenerated() {
        MessageDigest digest = StableHash.sha256();
        digest.update((GENERATED + '\n').getBytes(StandardCharsets.UTF_8));
        return "prompts-1:" + HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Names one prompt, by its text and context alone; prompts of one fingerprint are exact duplicates. It does not change between
     * versions: stored sides hang on it.
     *
     * @param prompt a prompt
     * @return SHA-256 of text and context, white space around them and kinds of line ends aside; 64 hexadecimal digits
     */
    public static String ofPrompt(Prompt prompt) {
        byte[] bytes = PromptSplit.exactKey(prompt).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(StableHash.sha256().digest(bytes));
    }

    /**
     * Names everything about the distinct prompts of a data set, ids, examples and metadata included: what rules and evaluators may
     * look at. The order in which they are given does not matter.
     *
     * @param prompts the whole data set; of exact duplicates the first counts
     * @return 64 hexadecimal digits
     */
    public static String ofAllFields(List<Prompt> prompts) {
        Map<String, Prompt> distinct = new HashMap<>();
        prompts.forEach(p -> distinct.putIfAbsent(PromptSplit.exactKey(p), p));
        MessageDigest digest = StableHash.sha256();
        distinct.values().stream().map(Prompt::toString).sorted().forEach(text -> {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String contribution(Prompt prompt) {
        return CorpusMetadata.groupKeys(prompt).isEmpty() ? WordShingles.normalise(prompt) : GENERATED;
    }
}
