package dev.apes.persistence.table;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Texts that fit columns of a limited length. */
public final class Texts {
    private Texts() {}

    /**
     * @param text a text
     * @param length how many characters the column takes
     * @return the text, cut if it is longer
     */
    public static String fit(String text, int length) {
        if (text == null || text.codePointCount(0, text.length()) <= length) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, length - 1)) + "…";
    }

    /**
     * @param fingerprint of a prompt
     * @return the identity it has in {@code rule_performance.prompt_id}
     */
    public static UUID promptId(String fingerprint) {
        return UUID.nameUUIDFromBytes(fingerprint.getBytes(StandardCharsets.UTF_8));
    }
}
