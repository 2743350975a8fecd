package dev.apes.engine.corpus;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes that are the same in every process and version, unlike {@link Object#hashCode()}. */
final class StableHash {
    private StableHash() {}

    /** {@return a fresh SHA-256 digest, which every Java platform has} */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("SHA-256 is mandatory on the Java platform", e);
        }
    }

    /** {@return the first 64 bits of the text's SHA-256, big-endian} */
    static long of64(String text) {
        byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | digest[i] & 0xFF;
        }
        return value;
    }

    /** {@return the 64 bits as a number in [0, 1)} */
    static double unit(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** FNV-1a over UTF-16 units, then the finaliser of SplitMix64; fast, and good enough for sets that are verified. */
    static long fast64(CharSequence text, int from, int to) {
        long h = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            h = (h ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mix(h);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
        return b ^ b >>> 31;
    }
}
