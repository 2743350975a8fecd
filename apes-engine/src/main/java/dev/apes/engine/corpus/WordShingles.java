package dev.apes.engine.corpus;

import dev.apes.api.Prompt;
import dev.apes.engine.text.RecentResults;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * What two prompts are compared by: the set of their runs of three successive words, after normalisation. Pure and
 * thread-safe. Similarity is the Jaccard index of two such sets (Broder 1997).
 */
final class WordShingles {
    /** Words per shingle. Shorter texts are one shingle. */
    static final int WIDTH = 3;

    /** Splitting, leak checks and fingerprints ask about the same prompts one after another. */
    private static final RecentResults<Prompt, Compared> COMPARED =
            new RecentResults<>(Compared::of, p -> p.text().length(), 1_000_000);

    /**
     * A prompt as it is compared. Not to be written to.
     *
     * @param text {@link #normalise(Prompt) normalised}
     * @param shingles of that text, see {@link #of(String)}
     */
    record Compared(String text, long[] shingles) {
        private static Compared of(Prompt prompt) {
            String text = normalise(prompt.text());
            String all = prompt.context().map(c -> text + " " + normalise(c)).orElse(text);
            return new Compared(all, WordShingles.of(all));
        }
    }

    private WordShingles() {}

    static Compared of(Prompt prompt) {
        return COMPARED.get(prompt);
    }

    /**
     * Words only: NFKC, lower case, everything but letters, digits and marks becomes one space, apostrophes vanish;
     * scripts that put no spaces between words count every character as a word. A text without any word keeps its
     * characters, with white space collapsed.
     */
    static String normalise(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(folded.length());
        boolean gap = false;
        for (int i = 0; i < folded.length(); ) {
            int c = folded.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\'' || c == '\u2019') {
                continue;
            }
            if (!isWordPart(c)) {
                gap = true;
                continue;
            }
            boolean alone = standsAlone(c);
            if (out.length() > 0 && (gap || alone)) {
                out.append(' ');
            }
            out.appendCodePoint(c);
            gap = alone;
        }
        return out.length() > 0 ? out.toString() : folded.strip().replaceAll("\\s+", " ");
    }

    /** {@return the text and, where there is one, the material of a prompt, normalised} */
    static String normalise(Prompt prompt) {
        return of(prompt).text();
    }

    /** {@return the distinct shingles of a normalised text as sorted 64-bit hashes, at least one} */
    static long[] of(String normalised) {
        int[] starts = wordStarts(normalised);
        int words = starts.length - 1;
        if (words <= WIDTH) {
            return new long[] {StableHash.fast64(normalised, 0, normalised.length())};
        }
        long[] hashes = new long[words - WIDTH + 1];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = StableHash.fast64(normalised, starts[i], starts[i + WIDTH] - 1);
        }
        return distinct(hashes);
    }

    /** {@return the Jaccard index of two sorted sets, in [0, 1]} */
    static double jaccard(long[] a, long[] b) {
        int common = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            if (a[i] == b[j]) {
                common++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return common == 0 ? 0 : (double) common / (a.length + b.length - common);
    }

    static long[] distinct(long[] values) {
        Arrays.sort(values);
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            if (i == 0 || values[i] != values[i - 1]) {
                values[n++] = values[i];
            }
        }
        return Arrays.copyOf(values, n);
    }

    /** Offsets where words start, and one past the end plus the space that would follow. */
    private static int[] wordStarts(String normalised) {
        int spaces = 0;
        for (int i = 0; i < normalised.length(); i++) {
            spaces += normalised.charAt(i) == ' ' ? 1 : 0;
        }
        int[] starts = new int[spaces + 2];
        int n = 1;
        for (int i = 0; i < normalised.length(); i++) {
            if (normalised.charAt(i) == ' ') {
                starts[n++] = i + 1;
            }
        }
        starts[n] = normalised.length() + 1;
        return starts;
    }

    private static boolean isWordPart(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean standsAlone(int c) {
        if (c < 0x0E00) {
            return false;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
