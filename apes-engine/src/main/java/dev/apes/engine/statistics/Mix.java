package dev.apes.engine.statistics;

/** 64-bit mixing. */
final class Mix {
    /** The golden ratio's fraction as an odd number: Weyl increment of SplitMix64. */
    static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private Mix() {}

    /** Stafford's variant 13 of the MurmurHash3 finaliser: a bijection in which each input bit flips about half of the output. */
    static long finish(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Folds one more word into a state; the order of words matters. */
    static long fold(long state, long word) {
        return finish(Long.rotateLeft(state, 25) * GOLDEN + finish(word + GOLDEN));
    }

    /** FNV-1a over UTF-16 units, with the length folded in. */
    static long ofText(String text) {
        long h = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            h = (h ^ (c & 0xFF)) * FNV_PRIME;
            h = (h ^ (c >>> 8)) * FNV_PRIME;
        }
        return fold(h, text.length());
    }
}
