package dev.apes.engine.text;

import java.util.Arrays;

/** Groups tokens into sentences by terminators, abbreviations and the lines they stand on; tokens inside code belong to none. */
final class SentenceSplitter {
    private static final Lexicon ABBREVIATIONS = Lexicon.load("abbreviations.txt");
    private static final LineKind[] KINDS = LineKind.values();
    private static final int MAX_CLOSERS = 4;
    private final String text;
    private final SpanList tokens;
    private final int[] hashes;
    private final SpanList lines;
    private final SpanList code;
    private final SpanList sentences;
    private int[] firstTokens;
    private int[] lastTokens;
    private int open = -1;

    private SentenceSplitter(String text, Tokenizer.Result tokenized, LineScanner.Result lined) {
        this.text = text;
        this.tokens = tokenized.tokens();
        this.hashes = tokenized.hashes();
        this.lines = lined.lines();
        this.code = lined.code();
        this.sentences = new SpanList(tokens.size() / 16 + 4);
        this.firstTokens = new int[tokens.size() / 16 + 4];
        this.lastTokens = new int[firstTokens.length];
    }

    /** Sentences as offsets, and the index of the first token of each and of the one behind its last. */
    record Result(SpanList sentences, int[] firstTokens, int[] endTokens) {}

    static Result run(String text, Tokenizer.Result tokenized, LineScanner.Result lined) {
        SentenceSplitter splitter = new SentenceSplitter(text, tokenized, lined);
        splitter.split();
        return new Result(splitter.sentences, splitter.firstTokens, splitter.lastTokens);
    }

    private void split() {
        int line = 0;
        int block = 0;
        for (int t = 0; t < tokens.size(); t++) {
            int start = tokens.start(t);
            int previousLine = line;
            while (line < lines.size() - 1 && start >= lines.end(line)) {
                line++;
            }
            while (block < code.size() && start >= code.end(block)) {
                block++;
            }
            if (block < code.size() && start >= code.start(block)) {
                close(t);
                continue;
            }
            if (open >= 0 && (line != previousLine && breaksAtLine(previousLine, line, start) || terminated(t))) {
                close(t);
            }
            if (open < 0) {
                open = t;
            }
        }
        close(tokens.size());
    }

    private boolean breaksAtLine(int before, int now, int start) {
        if (now > before + 1) {
            return true;
        }
        LineKind previous = KINDS[lines.kind(before)];
        LineKind current = KINDS[lines.kind(now)];
        return previous == LineKind.HEADING || current != LineKind.PROSE || !CharClass.isLower(text.charAt(start));
    }

    /** Whether the token before ends a sentence and this one does not still belong to it. */
    private boolean terminated(int t) {
        int last = t - 1;
        boolean gap = tokens.start(t) > tokens.end(last);
        // closing quotation marks and brackets belong to the sentence that ended before them
        int at = last;
        while (at > open && at > last - MAX_CLOSERS && isCloser(text.charAt(tokens.start(at)))) {
            at--;
        }
        char c = text.charAt(tokens.start(at));
        if (c == '。' || c == '！' || c == '？') {
            return !isTerminator(text.charAt(tokens.start(t))) && !isCloser(text.charAt(tokens.start(t)));
        }
        if (!gap || tokens.kind(at) != TokenKind.PUNCTUATION.ordinal() || !isTerminator(c)) {
            return false;
        }
        if (at < last && CharClass.isLower(text.charAt(tokens.start(t)))) {
            // a title or quoted cry inside a sentence that goes on
            return false;
        }
        return c != '.' || !isAbbreviated(at);
    }

    private boolean isAbbreviated(int dot) {
        int word = dot - 1;
        if (word < open || tokens.end(word) != tokens.start(dot)) {
            return false;
        }
        if (tokens.kind(word) == TokenKind.NUMBER.ordinal()) {
            return word == open;
        }
        if (tokens.kind(word) != TokenKind.WORD.ordinal()) {
            return false;
        }
        int length = tokens.end(word) - tokens.start(word);
        boolean initial =
                length == 1 && text.charAt(tokens.start(word)) != 'I' && text.charAt(tokens.start(word)) < 128;
        return initial || ABBREVIATIONS.word(text, tokens.start(word), tokens.end(word), hashes[word]) != 0;
    }

    private static boolean isTerminator(char c) {
        return c == '.' || c == '!' || c == '?' || c == '…' || c == '。' || c == '！' || c == '？' || c == '؟';
    }

    private static boolean isCloser(char c) {
        return c == '"' || c == '”' || c == '’' || c == '\'' || c == ')' || c == ']' || c == '»' || c == '」';
    }

    private void close(int end) {
        if (open < 0) {
            return;
        }
        int index = sentences.size();
        if (index == firstTokens.length) {
            firstTokens = Arrays.copyOf(firstTokens, index * 2);
            lastTokens = Arrays.copyOf(lastTokens, index * 2);
        }
        firstTokens[index] = open;
        lastTokens[index] = end;
        sentences.add(0, tokens.start(open), tokens.end(end - 1));
        open = -1;
    }
}
