package dev.apes.engine.rubric;

import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.Line;
import dev.apes.engine.text.LineKind;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.ProtectedSpan;
import dev.apes.engine.text.TokenKind;
import java.util.List;

/**
 * A text as a sequence of units: its words and numbers outside code, each with stem, categories and kind, grouped into sentences
 * and clauses. Upper and lower case and white space leave no trace in it but for where sentences end.
 */
final class TextProfile {
    private static final byte PLAIN = 0;
    /** In code or an address: no English word, whatever it looks like. */
    private static final byte VERBATIM = 1;
    /** In a tag: structure, no content. */
    private static final byte TAG = 2;

    private static final UnitKind[] KINDS = UnitKind.values();
    /** A verb of request this near to the start of a clause names work, farther in it may name the subject. */
    private static final int HEAD = 3;

    final PromptText text;
    final int size;
    final int[] token;
    final int[] word;
    final int[] stem;
    final long[] mask;
    final int[] sentence;
    final int[] clause;
    final int clauseCount;
    /** Number of the stretch between list items, headings and tags that each unit lies in. */
    final int[] block;

    private final byte[] kind;

    TextProfile(PromptText text) {
        this.text = text;
        int tokens = text.tokenCount();
        token = new int[tokens];
        word = new int[tokens];
        stem = new int[tokens];
        mask = new long[tokens];
        sentence = new int[tokens];
        clause = new int[tokens];
        kind = new byte[tokens];
        long[] spread = spread(text);
        byte[] places = places(text);
        block = new int[tokens];
        List<Line> lines = text.lines();
        int line = 0;
        int blocks = 0;
        int units = 0;
        int clauses = 0;
        for (int s = 0; s < text.sentenceCount(); s++) {
            boolean open = false;
            int position = 0;
            for (int t = text.sentenceFirstToken(s); t < text.sentenceEndToken(s); t++) {
                TokenKind tokenKind = text.tokenKind(t);
                byte place = places == null ? PLAIN : places[t];
                if (place == TAG) {
                    blocks++;
                    continue;
                }
                while (line < lines.size()
                        && text.tokenStart(t) >= lines.get(line).start()) {
                    blocks += marks(lines.get(line).kind()) ? 1 : 0;
                    line++;
                }
                if (tokenKind == TokenKind.WORD || tokenKind == TokenKind.NUMBER) {
                    clauses += open ? 0 : 1;
                    position = open ? position : 0;
                    boolean named = open && units > 0 && has(units - 1, Lists.DETERMINER);
                    open = true;
                    token[units] = t;
                    word[units] = text.tokenHash(t);
                    stem[units] = stem(t, tokenKind, spread[t]);
                    mask[units] = place == VERBATIM ? 0 : spread[t];
                    sentence[units] = s;
                    block[units] = blocks;
                    clause[units] = clauses - 1;
                    UnitKind unitKind = place == VERBATIM
                            ? verbatimKind(t, tokenKind)
                            : kind(t, tokenKind, spread[t], named ? HEAD : position);
                    kind[units] = (byte) unitKind.ordinal();
                    position += (spread[t] & Lists.FILLER) != 0 ? 0 : 1;
                    units++;
                } else if (tokenKind == TokenKind.PUNCTUATION
                        && separates(text.text().charAt(text.tokenStart(t)))) {
                    open = false;
                }
            }
        }
        size = units;
        clauseCount = clauses;
    }

    UnitKind kind(int unit) {
        return KINDS[kind[unit]];
    }

    boolean has(int unit, long category) {
        return (mask[unit] & category) != 0;
    }

    /** How many units belong to the category and are no part of a courtesy such as "if you don't mind". */
    int countOutsideFiller(long category) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += (mask[i] & category) != 0 && (mask[i] & Lists.FILLER) == 0 ? 1 : 0;
        }
        return count;
    }

    int count(long category) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += (mask[i] & category) != 0 ? 1 : 0;
        }
        return count;
    }

    private static boolean marks(LineKind kind) {
        return kind == LineKind.LIST_ITEM || kind == LineKind.HEADING || kind == LineKind.CODE;
    }

    private static long[] spread(PromptText text) {
        LexiconMatches matches = Lists.LEXICON.match(text);
        long[] spread = new long[text.tokenCount()];
        for (int t = 0; t < spread.length; t++) {
            long bits = matches.mask(t);
            if (bits == 0) {
                continue;
            }
            spread[t] |= bits;
            for (int i = 1; i < matches.length(t); i++) {
                spread[t + i] |= bits & Lists.SPREAD;
            }
        }
        return spread;
    }

    /** Where each token lies; null when all lie in plain text. */
    private static byte[] places(PromptText text) {
        byte[] places = null;
        int t = 0;
        for (ProtectedSpan span : text.protectedSpans()) {
            byte place = switch (span.kind()) {
                case TAG -> TAG;
                case INLINE_CODE, URL, EMAIL, PATH, FORMULA, CODE_FENCE, CODE_BLOCK -> VERBATIM;
                case QUOTE, NUMBER, PLACEHOLDER, OTHER_LANGUAGE -> PLAIN;
            };
            if (place == PLAIN) {
                continue;
            }
            places = places == null ? new byte[text.tokenCount()] : places;
            while (t < places.length && text.tokenStart(t) < span.start()) {
                t++;
            }
            for (; t < places.length && text.tokenStart(t) < span.end(); t++) {
                places[t] = place;
            }
        }
        return places;
    }

    private UnitKind verbatimKind(int t, TokenKind tokenKind) {
        if (tokenKind == TokenKind.NUMBER) {
            return UnitKind.NUMBER;
        }
        return text.tokenEnd(t) - text.tokenStart(t) < 3 ? UnitKind.FUNCTION : UnitKind.RARE;
    }

    private int stem(int t, TokenKind tokenKind, long bits) {
        if (tokenKind == TokenKind.NUMBER) {
            return text.tokenHash(t);
        }
        if ((bits & Lists.NUMBER_WORD) != 0) {
            return NumberWords.digits(text.token(t)).hashCode();
        }
        return Stemmer.hash(text.text(), text.tokenStart(t), text.tokenEnd(t));
    }

    private UnitKind kind(int t, TokenKind tokenKind, long bits, int position) {
        if (tokenKind == TokenKind.NUMBER || (bits & Lists.NUMBER_WORD) != 0) {
            return UnitKind.NUMBER;
        }
        if (text.isFunctionWord(t)) {
            return UnitKind.FUNCTION;
        }
        if ((bits
                                & (Lists.QUALITY
                                        | Lists.GENERIC
                                        | Lists.VAGUE
                                        | Lists.FILLER
                                        | Lists.PRESSURE
                                        | Lists.META
                                        | Lists.HEDGE))
                        != 0
                || position < HEAD && (bits & Lists.REQUEST) != 0) {
            return UnitKind.GENERIC;
        }
        if ((bits & (Lists.GENRE | Lists.DELIVERABLE | Lists.DIMENSION)) != 0) {
            return UnitKind.GENRE;
        }
        return text.isFrequentWord(t) ? UnitKind.COMMON : UnitKind.RARE;
    }

    private static boolean separates(char c) {
        return c == ','
                || c == ';'
                || c == ':'
                || c == '('
                || c == ')'
                || c == '\u2014'
                || c == '\u2013'
                || c == '.'
                || c == '!'
                || c == '?';
    }
}
