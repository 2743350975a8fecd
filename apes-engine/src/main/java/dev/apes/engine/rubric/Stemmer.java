package dev.apes.engine.rubric;

import java.util.Arrays;

/**
 * A light stemmer that maps inflected and some derived forms of a word to one hash. Longest suffix of a short list, then doubled
 * consonants made single (the spirit of Lovins, "Development of a stemming algorithm", 1968; the list is our own). Two forms that
 * stay apart cost little, since every use of stems is graded.
 */
final class Stemmer {
    private static final String[] SUFFIXES = {
        "ization", "isation", "ational", "ations", "ements", "ation", "ement", "ments", "izing", "ising", "ized",
        "ised", "izes", "ises", "ities", "ness", "ment", "able", "ible", "ions", "ings", "edly", "ical", "ion", "ing",
        "ies", "ied", "ize", "ise", "ity", "ers", "ors", "ed", "es", "er", "or", "ly", "al", "ic", "'s", "s", "e", "y"
    };
    private static final String[] NONE = {};
    /** Suffixes by their last character, in the same order. */
    private static final String[][] BY_END = new String[128][];

    static {
        for (char c = 0; c < BY_END.length; c++) {
            char end = c;
            BY_END[c] = Arrays.stream(SUFFIXES)
                    .filter(s -> s.charAt(s.length() - 1) == end)
                    .toArray(String[]::new);
        }
    }

    private static final int MIN_STEM = 3;
    /** Where "convert" and "conversion", "compute" and "computer" are still one. */
    private static final int MAX_STEM = 6;

    private static final int LONGEST = 48;

    private Stemmer() {}

    /** The hash of the stem of {@code text[start, end)}, case ignored. */
    static int hash(String text, int start, int end) {
        int last = Math.min(end, start + LONGEST);
        int length = last - start;
        int stem = length;
        if (length > MIN_STEM) {
            char final0 = lower(text.charAt(last - 1));
            for (String suffix : final0 < 128 ? BY_END[final0] : NONE) {
                int cut = length - suffix.length();
                if (cut >= MIN_STEM && endsWith(text, last, suffix)) {
                    stem = cut;
                    break;
                }
            }
        }
        while (stem > MIN_STEM && isSoft(lower(text.charAt(start + stem - 1)))) {
            stem--;
        }
        if (stem > MIN_STEM && lower(text.charAt(start + stem - 1)) == lower(text.charAt(start + stem - 2))) {
            stem--;
        }
        int hash = 17;
        stem = Math.min(stem, MAX_STEM);
        for (int i = start; i < start + stem; i++) {
            hash = 31 * hash + spelling(lower(text.charAt(i)));
        }
        return hash == 0 ? 1 : hash;
    }

    /** British and American spellings differ most in s and z. */
    private static char spelling(char c) {
        return c == 'z' ? 's' : c;
    }

    private static boolean isSoft(char c) {
        return c == 'e' || c == 'i' || c == 'y';
    }

    private static boolean endsWith(String text, int end, String suffix) {
        int from = end - suffix.length();
        for (int i = 0; i < suffix.length() - 1; i++) {
            char c = lower(text.charAt(from + i));
            if (c != suffix.charAt(i) && !(c == '\u2019' && suffix.charAt(i) == '\'')) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c < 128 ? c : Character.toLowerCase(c);
    }
}
