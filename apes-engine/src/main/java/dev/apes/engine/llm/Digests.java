package dev.apes.engine.llm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names for long texts. */
final class Digests {
    private Digests() {}

    /** Twelve bytes of SHA-256 over the parts, each preceded by its length. */
    static String of(String... parts) {
        return HexFormat.of().formatHex(bytes(parts), 0, 12);
    }

    /** A number for a seed. */
    static long number(String... parts) {
        return java.nio.ByteBuffer.wrap(bytes(parts)).getLong();
    }

    private static byte[] bytes(String... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha.update(bytes);
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
