package dev.apes.engine.text;

import java.util.Arrays;

/** Pairs of quotation marks, straight and typographic, told from apostrophes, primes and inches. */
final class QuoteScan {
    private static final String OPENING = "\"'“‘„‚«‹「『";
    private static final String CLOSING = "\"'”’“‘»›」』";
    private static final String[] ELISIONS = {"tis", "twas", "til", "em", "cause", "n'", "bout", "round"};
    private final String text;
    private final int n;
    private int failedTriple;
    private final int[] failedUntil = new int[OPENING.length()];

    QuoteScan(String text) {
        this.text = text;
        this.n = text.length();
        Arrays.fill(failedUntil, -1);
    }

    static boolean opens(char c) {
        return c < 128 ? c == '"' || c == '\'' : OPENING.indexOf(c) >= 0;
    }

    /** The offset behind the closing mark of the quotation that opens here; 0 if none does. */
    int end(int i, int limit) {
        char open = text.charAt(i);
        if (open == '"' && text.startsWith("\"\"\"", i)) {
            return triple(i, limit);
        }
        int which = OPENING.indexOf(open);
        if (i < failedUntil[which] || !canOpen(i, open, limit)) {
            return 0;
        }
        char close = CLOSING.charAt(which);
        boolean single = open == '\'' || open == '‘';
        int at = i + 1;
        int lineBreaks = 0;
        while (at < limit) {
            char c = text.charAt(at);
            if (c == close || open == '„' && (c == '”' || c == '"')) {
                if (!single || closesSingle(at, i)) {
                    return at > i + 1 ? at + 1 : 0;
                }
            } else if (c == '\n') {
                lineBreaks++;
                // single marks must close on their line, double ones before the paragraph ends
                if (single || lineBreaks == 2) {
                    break;
                }
            } else if (lineBreaks > 0 && !CharClass.isSpace(c)) {
                lineBreaks = 0;
            }
            at++;
        }
        failedUntil[which] = at;
        return 0;
    }

    /** Three marks open a block that may span paragraphs, as in Python and in many prompts. */
    private int triple(int i, int limit) {
        if (i < failedTriple) {
            return 0;
        }
        int close = text.indexOf("\"\"\"", i + 3);
        if (close < 0 || close + 3 > limit) {
            failedTriple = limit;
            return 0;
        }
        return close + 3;
    }

    private boolean canOpen(int i, char open, int limit) {
        if (i + 1 >= limit) {
            return false;
        }
        if (open != '"' && open != '\'' && open != '‘') {
            return true;
        }
        char next = text.charAt(i + 1);
        char before = i == 0 ? ' ' : text.charAt(i - 1);
        if (open == '"') {
            return !CharClass.isDigit(before) && !CharClass.isSpace(next);
        }
        if (CharClass.isLetterOrDigit(before) || CharClass.isSpace(next)) {
            return false;
        }
        return !isElision(i + 1);
    }

    /** Words that begin with an apostrophe: 'tis, 'em, '90s. */
    private boolean isElision(int i) {
        if (i + 2 < n
                && CharClass.isAsciiDigit(text.charAt(i))
                && CharClass.isAsciiDigit(text.charAt(i + 1))
                && text.charAt(i + 2) == 's') {
            return true;
        }
        for (String elision : ELISIONS) {
            int end = i + elision.length();
            if (text.regionMatches(true, i, elision, 0, elision.length())
                    && (end >= n || !CharClass.isLetterOrDigit(text.charAt(end)) && text.charAt(end) != '\'')) {
                return true;
            }
        }
        return false;
    }

    private boolean closesSingle(int at, int open) {
        if (at == open + 1 || CharClass.isSpace(text.charAt(at - 1))) {
            return false;
        }
        return at + 1 >= n || !CharClass.isLetterOrDigit(text.charAt(at + 1));
    }
}
