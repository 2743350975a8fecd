package dev.apes.engine.rule;

/** Counts words as people do: runs of characters between white space. */
final class WordCount {
    private WordCount() {}

    static int of(CharSequence text) {
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = Character.isWhitespace(text.charAt(i));
            words += !space && !inside ? 1 : 0;
            inside = !space;
        }
        return words;
    }
}
