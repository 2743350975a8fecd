package dev.apes.engine.rubric;

import java.util.Locale;

/**
 * Signs that words stand in no English order: neighbours that were no neighbours in the original though nearly all words are its
 * own, and pairs of function words that English never puts side by side.
 */
final class WordOrder {
    private static final double EXPECTED_KEPT = 0.5;
    private static final double EXPECTED_IN_PERMUTATION = 0.93;
    private static final int FEW_PAIRS = 3;

    private WordOrder() {}

    /**
     * How far the words are the original's but their order is not, 0 to 1. Of neighbours that both come from the original a
     * paraphrase keeps at least half; a shuffle of n words keeps about 1 in n.
     */
    static double disorder(OriginalProfile original, TextProfile version) {
        int shared = 0;
        int pairs = 0;
        int kept = 0;
        boolean before = false;
        for (int i = 0; i < version.size; i++) {
            boolean known = original.words.get(version.word[i]) >= 0;
            shared += known ? 1 : 0;
            if (known && before) {
                pairs++;
                kept += original.bigrams.get(OriginalProfile.pair(version.word[i - 1], version.word[i])) >= 0 ? 1 : 0;
            }
            before = known;
        }
        if (pairs < FEW_PAIRS) {
            return 0;
        }
        double keptShare = (double) kept / pairs;
        double own = (double) shared / version.size;
        double length =
                (double) Math.min(version.size, original.profile.size) / Math.max(version.size, original.profile.size);
        // a text of just the original's words, all of them, is a permutation: little of its order may be broken
        double expected = own > 0.95 && length > 0.9 ? EXPECTED_IN_PERMUTATION : EXPECTED_KEPT;
        return Math.max(0, (own - 0.5) / 0.5) * Math.max(0, expected - keptShare) / expected;
    }

    /** Impossible pairs of function words per word, 0 to 1. */
    static double implausibility(TextProfile text) {
        if (text.size < 3) {
            return 0;
        }
        double odd = 0;
        for (int i = 1; i <= text.size; i++) {
            boolean end = i == text.size || text.sentence[i] != text.sentence[i - 1];
            boolean pause = end || text.clause[i] != text.clause[i - 1];
            long left = text.mask[i - 1];
            if (pause) {
                odd += (left & Lists.DETERMINER) != 0 && (left & Lists.SUBJECT) == 0 && isArticle(text, i - 1) ? 1 : 0;
                odd += end && (left & Lists.CONJUNCTION) != 0 ? 1 : 0;
                continue;
            }
            odd += clash(left, text.mask[i]);
        }
        return Math.min(1, odd / text.size);
    }

    /** Whether the text opens with "how", "why" or "where" and a subject, with no auxiliary between. */
    static boolean lacksAuxiliary(TextProfile text) {
        if (text.size < 3) {
            return false;
        }
        String first = text.text.token(text.token[0]).toLowerCase(Locale.ROOT);
        boolean adverb = first.equals("how") || first.equals("why") || first.equals("where");
        String second = text.text.token(text.token[1]).toLowerCase(Locale.ROOT);
        return adverb && (second.equals("to") || (text.mask[1] & Lists.SUBJECT) != 0);
    }

    private static boolean isArticle(TextProfile text, int unit) {
        int token = text.token[unit];
        int length = text.text.tokenEnd(token) - text.text.tokenStart(token);
        char c = Character.toLowerCase(text.text.text().charAt(text.text.tokenStart(token)));
        // a capital letter on its own may be a name, "the" and "an" cannot
        return length == 3 && c == 't' || length == 2 && c == 'a';
    }

    private static double clash(long left, long right) {
        boolean determiner = (left & Lists.DETERMINER) != 0;
        if (determiner && (right & (Lists.DETERMINER | Lists.AUXILIARY | Lists.CONJUNCTION | Lists.PREPOSITION)) != 0) {
            return 1;
        }
        if (determiner && (right & Lists.SUBJECT) != 0) {
            return 1;
        }
        if ((left & Lists.PREPOSITION) != 0 && (right & (Lists.CONJUNCTION | Lists.AUXILIARY)) != 0) {
            // "to be", "to have", "to do" are infinitives
            return 0.3;
        }
        if ((left & Lists.SUBJECT) != 0 && (right & Lists.DETERMINER) != 0) {
            return 0.5;
        }
        return (left & Lists.CONJUNCTION) != 0 && (right & Lists.CONJUNCTION) != 0 ? 0.5 : 0;
    }
}
