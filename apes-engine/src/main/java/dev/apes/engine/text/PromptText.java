package dev.apes.engine.text;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * A text taken apart once: tokens, sentences, lines, paragraphs, and the spans an edit must not touch.
 *
 * <p>Any string is accepted. The work and the memory are linear in its length; there is no recursion and no regular expression.
 * All offsets are UTF-16 offsets into {@link #text()}; all lists are ordered by offset, and the spans of one list never overlap.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * PromptText prompt = PromptText.of("Summarise \"The Trial\" in 200 words.");
 * prompt.protectedSpans();   // [QUOTE 10..21, NUMBER 25..34]
 * prompt.isProtected(12);    // true
 * }</pre>
 */
public final class PromptText {
    private static final TokenKind[] TOKEN_KINDS = TokenKind.values();
    private static final LineKind[] LINE_KINDS = LineKind.values();
    private static final ProtectedKind[] PROTECTED_KINDS = ProtectedKind.values();
    /** Characters per generation: some three thousand prompts of usual length, and at most a few dozen megabytes. */
    private static final long ROOM = 1_000_000;

    private static final RecentResults<String, PromptText> RECENT = RecentResults.ofTexts(PromptText::new, ROOM);

    private final String text;
    private final Tokenizer.Result tokens;
    private final LineScanner.Result lines;
    private final SentenceSplitter.Result sentences;
    private final SpanList paragraphs;
    private final LanguageScan.Result language;
    private final SpanList protectedSpans;
    private final LexiconMatches words;

    private PromptText(String text) {
        this.text = text;
        this.lines = LineScanner.run(text);
        this.tokens = Tokenizer.run(text);
        this.words = Words.LEXICON.match(text, tokens.tokens(), tokens.hashes());
        this.sentences = SentenceSplitter.run(text, tokens, lines);
        this.language = LanguageScan.run(text, tokens, sentences, words);
        this.protectedSpans = merge(SpanScanner.run(text, lines.code()), language.runs());
        this.paragraphs = paragraphs(lines.lines());
    }

    /**
     * Analyses a text, or gives the analysis of it made lately: rules, features and evaluators look at the same texts.
     *
     * @param text any string, also an empty one; not null
     * @return the analysis
     * @throws IllegalArgumentException if {@code text} is null
     */
    public static PromptText recent(String text) {
        return RECENT.get(checked(text));
    }

    /**
     * Analyses a text.
     *
     * @param text any string, also an empty one; not null
     * @return the analysis
     * @throws IllegalArgumentException if {@code text} is null
     */
    public static PromptText of(String text) {
        return new PromptText(checked(text));
    }

    private static String checked(String text) {
        if (text == null) {
            throw new IllegalArgumentException("text is null; pass an empty string for a prompt without text");
        }
        return text;
    }

    /** {@return the text as it was given} */
    public String text() {
        return text;
    }

    /** {@return the number of tokens} */
    public int tokenCount() {
        return tokens.tokens().size();
    }

    /** {@return the tokens, without white space} */
    public List<Token> tokens() {
        return view(tokens.tokens(), i -> new Token(tokenKind(i), tokenStart(i), tokenEnd(i)));
    }

    /**
     * The kind of a token.
     *
     * @param i its index
     * @return the kind
     */
    public TokenKind tokenKind(int i) {
        return TOKEN_KINDS[tokens.tokens().kind(i)];
    }

    /**
     * Where a token begins.
     *
     * @param i its index
     * @return the offset of its first character
     */
    public int tokenStart(int i) {
        return tokens.tokens().start(i);
    }

    /**
     * Where a token ends.
     *
     * @param i its index
     * @return the offset behind its last character
     */
    public int tokenEnd(int i) {
        return tokens.tokens().end(i);
    }

    /**
     * A hash of a token that ignores case: equal words have equal hashes, and different words nearly always different ones.
     *
     * @param i the token's index
     * @return for words and numbers the {@link String#hashCode()} of the lower-cased characters, else the code point
     */
    public int tokenHash(int i) {
        return tokens.hashes()[i];
    }

    /**
     * The characters of a token.
     *
     * @param i its index
     * @return a new string
     */
    public String token(int i) {
        return text.substring(tokenStart(i), tokenEnd(i));
    }

    /**
     * Whether a token is a function word of English: article, pronoun, preposition, conjunction, auxiliary, common adverb.
     *
     * @param i the token's index
     * @return true if it is
     */
    public boolean isFunctionWord(int i) {
        return (words.mask(i) & Words.STOP) != 0;
    }

    /**
     * Whether a token is a function word or another frequent word of English.
     *
     * @param i the token's index
     * @return true if it is
     */
    public boolean isFrequentWord(int i) {
        return (words.mask(i) & Words.COMMON) != 0;
    }

    /** {@return the sentences of all text outside code, each from its first to behind its last token} */
    public List<TextSpan> sentences() {
        return view(
                sentences.sentences(),
                i -> new TextSpan(
                        sentences.sentences().start(i), sentences.sentences().end(i)));
    }

    /** {@return the number of sentences} */
    public int sentenceCount() {
        return sentences.sentences().size();
    }

    /**
     * The first token of a sentence.
     *
     * @param sentence its index
     * @return a token index
     */
    public int sentenceFirstToken(int sentence) {
        return sentences.firstTokens()[sentence];
    }

    /**
     * The token behind the last one of a sentence.
     *
     * @param sentence its index
     * @return a token index, at most {@link #tokenCount()}
     */
    public int sentenceEndToken(int sentence) {
        return sentences.endTokens()[sentence];
    }

    /** {@return the lines without their terminators; an empty text has none} */
    public List<Line> lines() {
        SpanList spans = lines.lines();
        return view(spans, i -> new Line(LINE_KINDS[spans.kind(i)], spans.start(i), spans.end(i)));
    }

    /** {@return the paragraphs: runs of lines that are not blank} */
    public List<TextSpan> paragraphs() {
        return view(paragraphs, i -> new TextSpan(paragraphs.start(i), paragraphs.end(i)));
    }

    /** {@return what an edit must not touch; of nested spans only the outer one is listed} */
    public List<ProtectedSpan> protectedSpans() {
        return view(protectedSpans, this::protectedSpan);
    }

    /**
     * Whether a character lies in a protected span.
     *
     * @param offset an offset; offsets outside the text are not protected
     * @return true if it does
     */
    public boolean isProtected(int offset) {
        int i = protectedSpans.firstEndingAfter(offset);
        return i < protectedSpans.size() && protectedSpans.start(i) <= offset;
    }

    /**
     * The protected spans that overlap a range.
     *
     * @param start offset of its first character
     * @param end offset behind its last character
     * @return the spans that share at least one character with it, in order
     */
    public List<ProtectedSpan> protectedSpansIn(int start, int end) {
        int first = protectedSpans.firstEndingAfter(start);
        int last = first;
        while (last < protectedSpans.size() && protectedSpans.start(last) < end) {
            last++;
        }
        return protectedSpans().subList(first, last);
    }

    /** {@return the share of words outside code that are in a non-Latin script, 0 to 1; 0 without words} */
    public double nonLatinShare() {
        return language.words() == 0 ? 0 : (double) language.nonLatinWords() / language.words();
    }

    /** {@return whether at most a third of the words are in another language or script; true for a text without words} */
    public boolean isEnglish() {
        int other = language.nonLatinWords() + language.foreignSentenceWords();
        return other * 3 <= language.words();
    }

    SpanList tokenSpans() {
        return tokens.tokens();
    }

    int[] hashes() {
        return tokens.hashes();
    }

    SpanList lineSpans() {
        return lines.lines();
    }

    SpanList paragraphSpans() {
        return paragraphs;
    }

    SpanList protectedSpanList() {
        return protectedSpans;
    }

    LexiconMatches words() {
        return words;
    }

    private ProtectedSpan protectedSpan(int i) {
        return new ProtectedSpan(
                PROTECTED_KINDS[protectedSpans.kind(i)], protectedSpans.start(i), protectedSpans.end(i));
    }

    private static SpanList paragraphs(SpanList lines) {
        SpanList result = new SpanList(4);
        int open = -1;
        for (int i = 0; i <= lines.size(); i++) {
            boolean blank = i == lines.size() || lines.kind(i) == LineKind.BLANK.ordinal();
            if (blank && open >= 0) {
                result.add(0, lines.start(open), lines.end(i - 1));
                open = -1;
            } else if (!blank && open < 0) {
                open = i;
            }
        }
        return result;
    }

    /** Puts runs of other languages among the spans: an inner span goes, an overlapping one stays and cuts the run. */
    private static SpanList merge(SpanList spans, SpanList runs) {
        if (runs.size() == 0) {
            return spans;
        }
        SpanList merged = new SpanList(spans.size() + runs.size());
        int s = 0;
        for (int r = 0; r < runs.size(); r++) {
            // a span that covered the start of an earlier run may reach into this one
            int start = Math.max(runs.start(r), merged.size() == 0 ? 0 : merged.end(merged.size() - 1));
            int end = runs.end(r);
            if (start >= end) {
                continue;
            }
            for (; s < spans.size() && spans.end(s) <= start; s++) {
                merged.add(spans.kind(s), spans.start(s), spans.end(s));
            }
            if (s < spans.size() && spans.start(s) < start) {
                start = Math.min(end, spans.end(s));
                merged.add(spans.kind(s), spans.start(s), spans.end(s));
                s++;
            }
            while (s < spans.size() && spans.end(s) <= end) {
                s++;
            }
            if (s < spans.size() && spans.start(s) < end) {
                end = Math.max(start, spans.start(s));
            }
            if (start < end) {
                merged.add(runs.kind(r), start, end);
            }
        }
        for (; s < spans.size(); s++) {
            merged.add(spans.kind(s), spans.start(s), spans.end(s));
        }
        return merged;
    }

    private static <T> List<T> view(SpanList spans, IntFunction<T> element) {
        return new SpanView<>(spans, element);
    }

    private static final class SpanView<T> extends AbstractList<T> implements RandomAccess {
        private final SpanList spans;
        private final IntFunction<T> element;

        SpanView(SpanList spans, IntFunction<T> element) {
            this.spans = spans;
            this.element = element;
        }

        @Override
        public T get(int index) {
            return element.apply(java.util.Objects.checkIndex(index, spans.size()));
        }

        @Override
        public int size() {
            return spans.size();
        }
    }
}
