package dev.apes.engine.rule;

import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TokenKind;
import java.util.Locale;

/** Which kind of thing the nouns of a prompt name, and the phrase that names it. Not thread-safe. */
final class NamedKind {
    private static final Genre[] NOUN_GENRES = {
        Genre.CODE,
        Genre.FITNESS,
        Genre.TRAVEL,
        Genre.MEAL,
        Genre.STUDY,
        Genre.EVENT,
        Genre.BOOKING,
        Genre.LETTER,
        Genre.STORY,
        Genre.WRITING,
        Genre.PLAN,
        Genre.COURSE,
        Genre.LOOKUP,
        Genre.MEDIA,
        Genre.GIFT,
        Genre.APP,
        Genre.PRODUCT,
        Genre.FINANCE,
        Genre.CAREER,
        Genre.SKILL,
        Genre.DEVICE,
        Genre.SPACE,
        Genre.PET,
        Genre.PLANT,
        Genre.HEALTH,
        Genre.SYSTEM,
        Genre.ANALYSE,
        Genre.MATH,
        Genre.IDEAS,
        Genre.HOWTO
    };
    private static final long[] NOUN_MASKS = new long[NOUN_GENRES.length];
    private static final long MODIFIER_TOO = WordLists.GENRES.mask("n:skill")
            | WordLists.GENRES.mask("n:career")
            | WordLists.GENRES.mask("n:health")
            | WordLists.GENRES.mask("n:system");

    static {
        for (int g = 0; g < NOUN_GENRES.length; g++) {
            NOUN_MASKS[g] = WordLists.GENRES.mask("n:"
                    + (NOUN_GENRES[g] == Genre.ANALYSE
                            ? "data"
                            : NOUN_GENRES[g].name().toLowerCase(Locale.ROOT)));
        }
    }

    private final PromptText text;
    private final LexiconMatches nouns;
    private final PhraseFinder phrases;
    private final Request request;
    private final Phrase deliverable;
    private final RequestSigns signs;
    private final Genre genre;
    private Phrase anchor;

    NamedKind(
            PromptText text,
            LexiconMatches nouns,
            PhraseFinder phrases,
            Request request,
            Phrase deliverable,
            RequestSigns signs) {
        this.text = text;
        this.nouns = nouns;
        this.phrases = phrases;
        this.request = request;
        this.deliverable = deliverable;
        this.signs = signs;
        anchor = deliverable;
        genre = find();
    }

    /** {@return the kind; GENERAL if no noun names one} */
    Genre genre() {
        return genre;
    }

    /** {@return the phrase that names it, or else the deliverable; null if there is neither} */
    Phrase anchor() {
        return anchor;
    }

    /** The noun that names a kind of thing, from the strongest place to the weakest: head of the object, its words, the rest. */
    private Genre find() {
        if (deliverable != null) {
            Genre head = genreIn(deliverable.first(), deliverable.end(), true);
            if (head != null && head != Genre.IDEAS && head != Genre.HOWTO) {
                return head;
            }
            Genre rest = genreIn(deliverable.first(), request.end(), false);
            String determiner = deliverable.determiner().toLowerCase(Locale.ROOT);
            boolean pointing = determiner.equals("this")
                    || determiner.equals("that")
                    || determiner.equals("these")
                    || determiner.equals("those");
            boolean empty = pointing
                    || (WordLists.GRAMMAR.word(deliverable.head()) & WordLists.GENERIC) != 0
                            && deliverable.complement().isEmpty();
            Genre other = rest != null ? rest : empty ? elsewhere() : null;
            if (other != null) {
                return other;
            }
            return head == null ? Genre.GENERAL : head;
        }
        Genre any = genreIn(request.object(), request.end(), false);
        Genre found = any != null ? any : elsewhere();
        return found == null ? Genre.GENERAL : found;
    }

    private Genre elsewhere() {
        for (int s = 0; s < Math.min(text.sentenceCount(), 6); s++) {
            if (s != request.sentence() && !signs.inMaterial(text.sentenceFirstToken(s))) {
                Genre found = genreIn(text.sentenceFirstToken(s), text.sentenceEndToken(s), false);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** The first kind, in order of precedence, that a noun in the range names; the phrase around it becomes the anchor. */
    private Genre genreIn(int from, int to, boolean headOnly) {
        int best = NOUN_GENRES.length;
        int at = -1;
        int firstEnd = headOnly ? headEnd(from, to) : to;
        int named = from;
        for (int i = from; i < firstEnd; i++) {
            // the "program" of "strength training program" is part of that name
            boolean inside = i < named;
            named = Math.max(named, i + wordLength(i));
            long mask = inside ? 0 : nouns.mask(i);
            if (mask == 0
                    || i == request.verb()
                    || phrases.isInfinitive(i - 1, to)
                    || headOnly && i + Math.max(1, nouns.length(i)) < firstEnd
                    || !headOnly && isModifier(i, to) && (mask & MODIFIER_TOO) == 0) {
                continue;
            }
            for (int g = 0; g < best; g++) {
                if ((mask & NOUN_MASKS[g]) != 0 && (!headOnly || i + wordLength(i) >= firstEnd)) {
                    best = g;
                    at = i;
                    break;
                }
            }
        }
        if (best == NOUN_GENRES.length) {
            return null;
        }
        if (!headOnly) {
            Phrase around = phraseAround(at, from, to);
            anchor = around == null ? anchor : around;
        }
        return NOUN_GENRES[best];
    }

    /** Whether a noun only qualifies the next one: "home" in "home remedies". */
    private boolean isModifier(int i, int to) {
        int next = i + wordLength(i);
        if (next >= to) {
            return false;
        }
        boolean hyphen = text.token(next).equals("-") && text.tokenEnd(next - 1) == text.tokenStart(next);
        return hyphen
                || text.tokenKind(next) == TokenKind.WORD
                        && !phrases.isA(next, WordLists.BOUNDARY | WordLists.ADVERB)
                        && (!phrases.isA(next, WordLists.VERB)
                                || phrases.isA(next, WordLists.GENERIC)
                                || nouns.mask(next) != 0);
    }

    private int wordLength(int i) {
        return Math.max(1, nouns.length(i));
    }

    /** The end of the phrase proper, before its complement. */
    private int headEnd(int from, int to) {
        Phrase bare = phrases.bare(from, to);
        return bare == null ? to : bare.end();
    }

    private Phrase phraseAround(int noun, int from, int to) {
        int start = noun;
        while (start > from
                && noun - start < 5
                && (text.tokenKind(start - 1) != TokenKind.PUNCTUATION
                        || text.token(start - 1).equals("-"))
                && !phrases.isA(start - 1, WordLists.BOUNDARY | WordLists.OPENER)
                && !verbBefore(start - 1)) {
            start--;
        }
        while (start > from && phrases.isA(start - 1, WordLists.DETERMINER)) {
            start--;
        }
        return phrases.at(start, to);
    }

    private boolean verbBefore(int i) {
        boolean gerund = text.token(i).endsWith("ing") && phrases.isA(i - 1, WordLists.PREPOSITION);
        return i == request.verb()
                || gerund
                || phrases.isInfinitive(i - 1, request.end())
                || phrases.isA(i, WordLists.VERB)
                        && (phrases.is(i - 1, i, "to")
                                || phrases.is(i - 1, i, "and")
                                || phrases.isA(i - 1, WordLists.PRONOUN | WordLists.AUXILIARY));
    }
}
