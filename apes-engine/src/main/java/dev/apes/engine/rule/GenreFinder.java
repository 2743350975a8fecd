package dev.apes.engine.rule;

import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TokenKind;
import java.util.Locale;

/** Decides what kind of thing is asked for, and which noun phrase of the prompt names it. */
final class GenreFinder {
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
    private static final java.util.Set<String> INFORMATION =
            java.util.Set.of("information", "info", "details", "overview", "insights", "background");
    private static final long MODIFIER_TOO = WordLists.GENRES.mask("n:skill")
            | WordLists.GENRES.mask("n:career")
            | WordLists.GENRES.mask("n:health")
            | WordLists.GENRES.mask("n:system");
    private static final java.util.Set<String> DEED =
            java.util.Set.of("buy", "order", "open", "play", "call", "close", "turn");
    static final java.util.Set<String> ERRAND =
            java.util.Set.of("check", "order", "book", "download", "track", "pull", "scrape", "browse", "obtain");
    private static final long CRITERION = WordLists.COVERS.mask("criterion");

    static {
        for (int g = 0; g < NOUN_GENRES.length; g++) {
            NOUN_MASKS[g] = WordLists.GENRES.mask("n:"
                    + (NOUN_GENRES[g] == Genre.ANALYSE
                            ? "data"
                            : NOUN_GENRES[g].name().toLowerCase(Locale.ROOT)));
        }
    }

    private final PromptText text;
    private final LexiconMatches grammar;
    private final LexiconMatches nouns;
    private final LexiconMatches covers;
    private final PhraseFinder phrases;
    private final Request request;
    private final Phrase deliverable;
    private final Material material;
    private final Genre genre;
    private Phrase anchor;

    GenreFinder(
            PromptText text,
            LexiconMatches grammar,
            LexiconMatches covers,
            LexiconMatches nouns,
            PhraseFinder phrases,
            Request request,
            Phrase deliverable,
            Material material) {
        this.text = text;
        this.grammar = grammar;
        this.nouns = nouns;
        this.covers = covers;
        this.phrases = phrases;
        this.request = request;
        this.deliverable = deliverable;
        this.material = material;
        this.anchor = deliverable;
        Genre decided = request == null || Setting.of(text, material) ? Genre.NONE : decide();
        boolean sure = request != null
                && new KindCheck(text, covers, nouns, request, deliverable, anchor, material)
                        .bearsOut(decided, grammar, isPersonal(), asksForList());
        this.genre = sure ? decided : Genre.NONE;
        boolean ofVerb = genre == Genre.ANALYSE
                || genre == Genre.COMPARE
                || genre == Genre.MATH
                || genre == Genre.EXTRACT
                || genre == Genre.EDIT;
        this.anchor = ofVerb && deliverable != null ? deliverable : anchor;
    }

    Genre genre() {
        return genre;
    }

    /** {@return the phrase that names the thing, null if none does} */
    Phrase anchor() {
        return anchor;
    }

    private Genre decide() {
        long verb = request.verb() < 0 ? 0 : grammar.mask(request.verb());
        String word = request.verb() < 0 ? "" : text.token(request.verb()).toLowerCase(Locale.ROOT);
        boolean lists = asksForList();
        verb = lists ? verb & ~WordLists.MAKE | WordLists.FIND : verb;
        boolean personal = isPersonal();
        if (request.form() == Request.Form.QUESTION && !personal && (isQuick() || !asksForChoice())) {
            return Genre.NONE;
        }
        if (request.form() == Request.Form.HOW_QUESTION
                && !personal
                && request.verb() >= 0
                && phrases.is(request.verb() - 1, request.end(), "do")
                && text.tokenCount() < 8) {
            return Genre.NONE;
        }
        if (request.form() == Request.Form.QUESTION
                && !personal
                && phrases.isA(text.sentenceFirstToken(request.sentence()), WordLists.AUXILIARY)) {
            return Genre.NONE;
        }
        if (request.form() == Request.Form.STATEMENT && !personal) {
            return Genre.NONE;
        }
        if ((verb & WordLists.CONDENSE) != 0) {
            return Genre.CONDENSE;
        }
        if ((verb & WordLists.TRANSLATE) != 0) {
            return Genre.TRANSLATE;
        }
        if (word.equals("compare") || word.equals("contrast")) {
            return Genre.COMPARE;
        }
        if ((verb & WordLists.FIND) != 0 && asksForFact()) {
            return Genre.NONE;
        }
        if ((verb & WordLists.MAKE) != 0 && phrases.is(request.object(), request.end(), "something")) {
            return explain();
        }
        Genre named = byNoun();
        if (named == Genre.PET && !personal) {
            return (verb & WordLists.FIND) != 0 ? Genre.SEARCH : explain();
        }
        if (deliverable != null && deliverable.head().equalsIgnoreCase("comparison")) {
            return Genre.COMPARE;
        }
        if (word.equals("install") || word.equals("uninstall") || word.equals("configure") || word.equals("restart")) {
            return Genre.SYSTEM;
        }
        if ((verb & WordLists.EDIT) != 0 && named == Genre.CODE && request.form() != Request.Form.HOW_QUESTION) {
            return Genre.FIX;
        }
        if ((verb & WordLists.FIND) != 0
                && deliverable != null
                && INFORMATION.contains(deliverable.head().toLowerCase(Locale.ROOT))) {
            return explain();
        }
        if ((verb & WordLists.EXPLAIN) != 0
                && !word.equals("guide")
                && !word.equals("walk")
                && !(word.equals("teach") && (named == Genre.SKILL || teachesHow()))) {
            boolean skill = named == Genre.SKILL
                    && (word.equals("teach") || word.equals("introduce") || word.equals("instruct"));
            boolean looks = word.equals("research") || word.equals("investigate") || word.equals("explore");
            boolean thing = named == Genre.MEAL
                    || named == Genre.MEDIA
                    || named == Genre.PRODUCT
                    || named == Genre.TRAVEL
                    || named == Genre.BOOKING
                    || named == Genre.COURSE;
            return skill || looks && thing ? named : explain();
        }
        if ((verb & WordLists.EDIT) != 0
                && named != Genre.CODE
                && named != Genre.DEVICE
                && named != Genre.SKILL
                && named != Genre.HEALTH
                && named != Genre.FINANCE
                && named != Genre.SPACE
                && request.form() != Request.Form.HOW_QUESTION
                && !word.equals("improve")) {
            return Genre.EDIT;
        }
        if ((verb & WordLists.SOLVE) != 0
                && (named == Genre.MATH
                        || !word.equals("find")
                                && !word.equals("determine")
                                && !word.equals("estimate")
                                && !word.equals("count"))) {
            return named == Genre.CODE ? Genre.CODE : Genre.MATH;
        }
        if ((verb & WordLists.ANALYSE) != 0 && named != Genre.CODE && !word.equals("review") && !word.equals("study")) {
            return Genre.ANALYSE;
        }
        if ((verb & WordLists.SORT) != 0 && named != Genre.CODE && request.form() != Request.Form.HOW_QUESTION) {
            return Genre.EXTRACT;
        }
        if ((verb & WordLists.SYSTEM) != 0 && named == Genre.SYSTEM) {
            return Genre.SYSTEM;
        }
        boolean how = request.form() == Request.Form.HOW_QUESTION
                || word.equals("teach")
                || word.equals("guide")
                || word.equals("show");
        if (how
                && (named == Genre.GENERAL
                        || named == Genre.LOOKUP
                        || named == Genre.IDEAS
                        || named == Genre.CODE
                        || named == Genre.MEDIA
                        || named == Genre.MEAL
                        || named == Genre.PRODUCT
                        || named == Genre.WRITING
                        || named == Genre.STORY
                        || named == Genre.LETTER
                        || named == Genre.PLAN)) {
            return Genre.HOWTO;
        }
        boolean gives = !lists && (word.equals("provide") || word.equals("give") || word.equals("show"));
        if (named == Genre.CODE
                && !gives
                && (verb & (WordLists.FIND | WordLists.SUGGEST)) != 0
                && (verb & WordLists.MAKE) == 0) {
            return Genre.SEARCH;
        }
        if ((named == Genre.WRITING || named == Genre.STORY || named == Genre.LETTER)
                && (verb & (WordLists.FIND | WordLists.SUGGEST)) != 0
                && (verb & WordLists.MAKE) == 0) {
            return gives ? named : Genre.SEARCH;
        }
        boolean find = (verb & WordLists.FIND) != 0 && (verb & (WordLists.SUGGEST | WordLists.MAKE)) == 0 && !gives;
        if (find
                && (named == Genre.SPACE
                        || named == Genre.DEVICE
                        || named == Genre.PET
                        || named == Genre.PLANT
                        || named == Genre.EVENT
                        || named == Genre.SYSTEM
                        || named == Genre.IDEAS
                        || named == Genre.PLAN
                        || named == Genre.FINANCE
                        || named == Genre.SKILL && !personal)) {
            anchor = deliverable == null ? anchor : deliverable;
            return Genre.SEARCH;
        }
        if (find && named == Genre.ANALYSE) {
            return Genre.LOOKUP;
        }
        if (named == Genre.PRODUCT && (word.equals("diagnose") || word.equals("fix") || word.equals("repair"))) {
            return Genre.DEVICE;
        }
        if (named == Genre.CODE && request.verb() >= 0 && !gives && (verb & (WordLists.MAKE | WordLists.FIND)) == 0) {
            return Genre.GENERAL;
        }
        if (named == Genre.MATH && (verb & WordLists.MAKE) != 0) {
            return Genre.GENERAL;
        }
        if (named == Genre.MEDIA
                && (verb & WordLists.MAKE) != 0
                && anchor != null
                && !anchor.head().equals("playlist")) {
            anchor = deliverable == null ? anchor : deliverable;
            return Genre.STORY;
        }
        if (named == Genre.COURSE && (verb & WordLists.MAKE) != 0) {
            return Genre.WRITING;
        }
        if (named == Genre.MEAL && request.form() == Request.Form.QUESTION) {
            return Genre.IDEAS;
        }
        if (named == Genre.SYSTEM && (verb & (WordLists.MAKE | WordLists.FIND | WordLists.EDIT)) == 0) {
            return Genre.HOWTO;
        }
        if ((named == Genre.MEDIA || named == Genre.PRODUCT || named == Genre.APP)
                && (verb & WordLists.FIND) != 0
                && (verb & WordLists.SUGGEST) == 0
                && givesCriterion()) {
            return Genre.SEARCH;
        }
        if (named == Genre.MEDIA
                && anchor != null
                && anchor.words().indexOf('\'') + anchor.words().indexOf('"') >= 0) {
            return Genre.SEARCH;
        }
        if (named != Genre.GENERAL) {
            return named;
        }
        if (request.form() == Request.Form.QUESTION && !personal) {
            return explain();
        }
        if (DEED.contains(word)) {
            return Genre.NONE;
        }
        if ((verb & WordLists.SUGGEST) != 0) {
            return Genre.IDEAS;
        }
        if ((verb & WordLists.FIND) != 0) {
            return gives ? Genre.EXPLAIN : ERRAND.contains(word) ? Genre.GENERAL : Genre.SEARCH;
        }
        return personal && request.form() != Request.Form.COMMAND ? Genre.ADVICE : Genre.GENERAL;
    }

    /** "Find out who won …" has an answer, and leaves nothing to choose. */
    private boolean asksForFact() {
        for (String word : new String[] {"who", "when", "where", "whether", "which"}) {
            if (phrases.is(request.object(), request.end(), word)) {
                return true;
            }
        }
        return false;
    }

    /** "Compile a list of …" asks for the same as "List …". */
    private boolean asksForList() {
        for (int i = request.verb() + 1;
                request.verb() >= 0 && i < Math.min(request.end() - 1, request.verb() + 5);
                i++) {
            if (phrases.is(i, request.end(), "list") && phrases.is(i + 1, request.end(), "of")) {
                return true;
            }
        }
        return false;
    }

    private Genre explain() {
        anchor = deliverable;
        return Genre.EXPLAIN;
    }

    private boolean teachesHow() {
        for (int i = request.verb() + 1; i < Math.min(request.end(), request.verb() + 5); i++) {
            if (phrases.is(i, request.end(), "how") || phrases.is(i, request.end(), "to")) {
                return true;
            }
        }
        return false;
    }

    /** The noun that names a kind of thing, from the strongest place to the weakest: head of the object, its words, the rest. */
    private Genre byNoun() {
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
            if (s != request.sentence() && !inMaterial(text.tokenStart(text.sentenceFirstToken(s)))) {
                Genre found = genreIn(text.sentenceFirstToken(s), text.sentenceEndToken(s), false);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private boolean inMaterial(int offset) {
        return material.present() && offset >= material.start() && offset < material.end();
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

    /** "all", "highest-grossing", "of 2021": what to list follows from the words, not from taste. */
    private boolean givesCriterion() {
        for (int i = text.sentenceFirstToken(request.sentence()); i < request.end(); i++) {
            if ((covers.mask(i) & CRITERION) != 0 || phrases.is(i, request.end(), "all")) {
                return true;
            }
        }
        return false;
    }

    private boolean isPersonal() {
        for (int i = 0; i < text.tokenCount(); i++) {
            String word = text.tokenKind(i) == TokenKind.WORD && text.tokenEnd(i) - text.tokenStart(i) < 5
                    ? text.token(i).toLowerCase(Locale.ROOT)
                    : "";
            if ((word.equals("i")
                            || word.equals("my")
                            || word.equals("we")
                            || word.equals("our")
                            || word.equals("i'm")
                            || word.equals("i'd")
                            || word.equals("i've"))
                    && !inMaterial(text.tokenStart(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isQuick() {
        int first = text.sentenceFirstToken(request.sentence());
        return phrases.isA(first, WordLists.QUICK_QUESTION) || text.tokenCount() < 6;
    }

    /** Questions such as "What are the best …" or "What are some …" leave a choice; others have an answer. */
    private boolean asksForChoice() {
        for (int i = text.sentenceFirstToken(request.sentence()); i < request.end(); i++) {
            if (phrases.is(i, request.end(), "best")
                    || phrases.is(i, request.end(), "some")
                    || phrases.is(i, request.end(), "good")
                    || phrases.is(i, request.end(), "should")) {
                return true;
            }
        }
        return false;
    }
}
