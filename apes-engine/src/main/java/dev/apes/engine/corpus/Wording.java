package dev.apes.engine.corpus;

import java.util.random.RandomGenerator;

/** What the composer does to finished prose: sentence starts, ends, and the slips of people who type. */
final class Wording {
    private Wording() {}

    /** {@return words, counted by white space} */
    static int words(String text) {
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = Character.isWhitespace(text.charAt(i));
            words += !space && !inside ? 1 : 0;
            inside = !space;
        }
        return words;
    }

    /** {@return the sentence with a full stop unless it ends in punctuation} */
    static String closed(String sentence) {
        char last = sentence.charAt(sentence.length() - 1);
        return Character.isLetterOrDigit(last) || last == ')' || last == '"' ? sentence + "." : sentence;
    }

    /** {@return the sentence without a full stop at its end} */
    static String open(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /**
     * Slips of the finger: letters swapped, dropped or doubled inside longer words.
     *
     * @param prose no code in it
     * @param slips how many
     * @return the prose with at most that many slips
     */
    static String withSlips(String prose, int slips, RandomGenerator random) {
        StringBuilder out = new StringBuilder(prose);
        for (int i = 0, tries = 0; i < slips && tries < 8 * slips; tries++) {
            int at = 1 + random.nextInt(Math.max(1, out.length() - 3));
            if (at + 2 >= out.length() || !insideWord(out, at)) {
                continue;
            }
            char c = out.charAt(at);
            switch (random.nextInt(3)) {
                case 0 -> {
                    out.setCharAt(at, out.charAt(at + 1));
                    out.setCharAt(at + 1, c);
                }
                case 1 -> out.deleteCharAt(at);
                default -> out.insert(at, c);
            }
            i++;
        }
        return out.toString();
    }

    private static boolean insideWord(CharSequence text, int at) {
        for (int i = Math.max(0, at - 2); i <= at + 2; i++) {
            if (i >= text.length() || !Character.isLetter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
