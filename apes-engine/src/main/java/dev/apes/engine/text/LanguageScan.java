package dev.apes.engine.text;

/** Finds runs in non-Latin scripts and sentences in other Latin-script languages, and counts English function words. */
final class LanguageScan {
    private static final int MIN_FOREIGN_WORDS = 4;
    private final String text;
    private final Tokenizer.Result tokenized;
    private final SentenceSplitter.Result sentences;
    private final LexiconMatches words;
    private final SpanList runs = new SpanList(4);
    private int wordCount;
    private int nonLatinWords;
    private int foreignSentenceWords;

    private LanguageScan(
            String text, Tokenizer.Result tokenized, SentenceSplitter.Result sentences, LexiconMatches words) {
        this.text = text;
        this.tokenized = tokenized;
        this.sentences = sentences;
        this.words = words;
    }

    /**
     * The runs, and over the tokens outside code: words in all, words in non-Latin scripts, words in sentences of another
     * Latin-script language.
     */
    record Result(SpanList runs, int words, int nonLatinWords, int foreignSentenceWords) {}

    static Result run(
            String text, Tokenizer.Result tokenized, SentenceSplitter.Result sentences, LexiconMatches words) {
        LanguageScan scan = new LanguageScan(text, tokenized, sentences, words);
        for (int s = 0; s < sentences.sentences().size(); s++) {
            scan.sentence(s);
        }
        return new Result(scan.runs, scan.wordCount, scan.nonLatinWords, scan.foreignSentenceWords);
    }

    private void sentence(int s) {
        SpanList tokens = tokenized.tokens();
        int first = sentences.firstTokens()[s];
        int end = sentences.endTokens()[s];
        int count = 0;
        int english = 0;
        int foreign = 0;
        int nonLatin = 0;
        for (int t = first; t < end; t++) {
            if (tokens.kind(t) != TokenKind.WORD.ordinal()) {
                continue;
            }
            count++;
            long mask = words.mask(t);
            english += (mask & Words.STOP) != 0 ? 1 : 0;
            foreign += (mask & Words.FOREIGN) != 0 ? 1 : 0;
            nonLatin += isForeignWord(t) ? 1 : 0;
        }
        wordCount += count;
        nonLatinWords += nonLatin;
        int latin = count - nonLatin;
        if (latin >= MIN_FOREIGN_WORDS && foreign >= 2 && foreign > english && foreign * 6 >= latin) {
            foreignSentenceWords += latin;
            runs.add(ProtectedKind.OTHER_LANGUAGE.ordinal(), tokens.start(first), tokens.end(end - 1));
        } else if (nonLatin > 0) {
            scriptRuns(first, end);
        }
    }

    private void scriptRuns(int first, int end) {
        SpanList tokens = tokenized.tokens();
        int runStart = -1;
        int runEnd = -1;
        for (int t = first; t < end; t++) {
            boolean word = tokens.kind(t) == TokenKind.WORD.ordinal();
            if (word && isForeignWord(t)) {
                if (runStart < 0) {
                    runStart = tokens.start(t);
                }
                runEnd = tokens.end(t);
            } else if (word && runStart >= 0) {
                runs.add(ProtectedKind.OTHER_LANGUAGE.ordinal(), runStart, runEnd);
                runStart = -1;
            }
        }
        if (runStart >= 0) {
            runs.add(ProtectedKind.OTHER_LANGUAGE.ordinal(), runStart, runEnd);
        }
    }

    /** Single Greek or Cyrillic letters are usually symbols of mathematics; words of two letters and ideographs count. */
    private boolean isForeignWord(int t) {
        int start = tokenized.tokens().start(t);
        int c = text.codePointAt(start);
        return CharClass.isForeignLetter(c) && (tokenized.tokens().end(t) - start > 1 || CharClass.isUnspacedScript(c));
    }
}
