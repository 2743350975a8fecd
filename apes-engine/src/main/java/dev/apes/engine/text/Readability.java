package dev.apes.engine.text;

/**
 * Readability formulas over counts of words, sentences, syllables and letters. All are bounded so that tiny or strange texts
 * cannot yield absurd values; a text without words yields 0.
 */
final class Readability {
    private Readability() {}

    /** Flesch, "A new readability yardstick", J. Applied Psychology 32 (1948): 206.835 − 1.015 words/sentences − 84.6 syllables/words; bounded to −100..121.22. */
    static double readingEase(int words, int sentences, int syllables) {
        if (words == 0) {
            return 0;
        }
        return clamp(206.835 - 1.015 * words / Math.max(1, sentences) - 84.6 * syllables / words, -100, 121.22);
    }

    /** Kincaid et al., Naval Technical Training Report 8-75 (1975): 0.39 words/sentences + 11.8 syllables/words − 15.59; bounded to −3.4..40. */
    static double kincaidGrade(int words, int sentences, int syllables) {
        if (words == 0) {
            return 0;
        }
        return clamp(0.39 * words / Math.max(1, sentences) + 11.8 * syllables / words - 15.59, -3.4, 40);
    }

    /** Gunning, The Technique of Clear Writing (1952): 0.4 (words/sentences + 100 · words of three or more syllables / words); bounded to 0..60. */
    static double fog(int words, int sentences, int polysyllabic) {
        if (words == 0) {
            return 0;
        }
        return clamp(0.4 * ((double) words / Math.max(1, sentences) + 100.0 * polysyllabic / words), 0, 60);
    }

    /** Björnsson, Läsbarhet (1968): words/sentences + 100 · words of more than six letters / words; bounded to 0..150. */
    static double lix(int words, int sentences, int longWords) {
        if (words == 0) {
            return 0;
        }
        return clamp((double) words / Math.max(1, sentences) + 100.0 * longWords / words, 0, 150);
    }

    /** Vowel groups of a word less a silent final e, at least one: within one syllable of the dictionary for most English words. */
    static int syllables(String text, int start, int end) {
        int groups = 0;
        boolean inVowel = false;
        int last = Math.min(end, start + 40);
        for (int i = start; i < last; i++) {
            char c = (char) (text.charAt(i) | 0x20);
            boolean vowel =
                    c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' && i > start || c > 127;
            if (vowel && !inVowel) {
                groups++;
            }
            inVowel = vowel;
        }
        if (groups > 1 && end - start > 2) {
            char e = (char) (text.charAt(last - 1) | 0x20);
            char before = (char) (text.charAt(last - 2) | 0x20);
            if (e == 'e' && before != 'l' && "aeiouy".indexOf(before) < 0) {
                groups--;
            }
        }
        return Math.max(1, groups);
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
