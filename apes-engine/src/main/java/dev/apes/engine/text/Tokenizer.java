package dev.apes.engine.text;

/** Splits a text into tokens and hashes the lower-cased words on the way. */
final class Tokenizer {
    private final String text;
    private final SpanList tokens;
    private int[] hashes;

    private Tokenizer(String text) {
        this.text = text;
        this.tokens = new SpanList(text.length() / 5 + 8);
        this.hashes = new int[text.length() / 5 + 8];
    }

    /** Tokens and the hash of each: of the lower-cased characters for words and numbers, of the character otherwise. */
    record Result(SpanList tokens, int[] hashes) {}

    static Result run(String text) {
        Tokenizer tokenizer = new Tokenizer(text);
        tokenizer.scan();
        return new Result(tokenizer.tokens, tokenizer.hashes);
    }

    private void scan() {
        int n = text.length();
        int i = 0;
        while (i < n) {
            int c = text.charAt(i);
            if (CharClass.isSpace(c)) {
                i++;
                continue;
            }
            if (c >= 0xD800) {
                c = text.codePointAt(i);
            }
            int width = Character.charCount(c);
            if (CharClass.isUnspacedScript(c) && CharClass.isLetter(c)) {
                add(TokenKind.WORD, i, i + width, c);
                i += width;
            } else if (CharClass.isLetter(c)) {
                i = word(i);
            } else if (NumberScan.startsAt(text, i)) {
                int end = NumberScan.end(text, i);
                add(TokenKind.NUMBER, i, end, hash(i, end));
                i = end;
            } else {
                boolean lone = c >= 0xD800 && c <= 0xDFFF;
                add(!lone && CharClass.isPunctuation(c) ? TokenKind.PUNCTUATION : TokenKind.SYMBOL, i, i + width, c);
                i += width;
            }
        }
    }

    private int word(int start) {
        int n = text.length();
        int i = start;
        int hash = 0;
        while (i < n) {
            int c = text.charAt(i);
            if (c >= 0xD800) {
                c = text.codePointAt(i);
            }
            boolean inner = CharClass.isLetterOrDigit(c) || c == '_' || CharClass.isMark(c);
            if (!inner && (c == '\'' || c == '\u2019')) {
                inner = i + 1 < n && CharClass.isLetter(text.charAt(i + 1));
            }
            if (!inner || c > 127 && CharClass.isUnspacedScript(c)) {
                break;
            }
            int lower = CharClass.lower(c);
            hash = c > 0xFFFF
                    ? 31 * (31 * hash + Character.highSurrogate(lower)) + Character.lowSurrogate(lower)
                    : 31 * hash + lower;
            i += Character.charCount(c);
        }
        add(TokenKind.WORD, start, i, hash);
        return i;
    }

    private int hash(int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + CharClass.lower(text.charAt(i));
        }
        return hash;
    }

    private void add(TokenKind kind, int start, int end, int hash) {
        int at = tokens.size();
        if (at == hashes.length) {
            hashes = java.util.Arrays.copyOf(hashes, at * 2);
        }
        hashes[at] = hash;
        tokens.add(kind.ordinal(), start, end);
    }
}
