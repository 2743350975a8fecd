package dev.apes.engine.rule;

import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptText;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Decides what kind of thing is asked for, and which noun phrase of the prompt names it: first by what leaves nothing open, then by
 * verbs that name a kind themselves, then by verb and noun together. The first that applies decides.
 */
final class GenreFinder {
    private static final Set<String> INFORMATION =
            Set.of("information", "info", "details", "overview", "insights", "background");
    private static final Set<String> DEED = Set.of("buy", "order", "open", "play", "call", "close", "turn");
    static final Set<String> ERRAND =
            Set.of("check", "order", "book", "download", "track", "pull", "scrape", "browse", "obtain");
    private static final Set<String> SET_UP = Set.of("install", "uninstall", "configure", "restart");
    private static final Set<String> TEACH = Set.of("teach", "introduce", "instruct");
    private static final Set<String> LOOK_INTO = Set.of("research", "investigate", "explore");
    private static final Set<String> SHOW_HOW = Set.of("teach", "guide", "show");
    private static final Set<String> GIVE = Set.of("provide", "give", "show");
    private static final Set<String> FIND_OUT = Set.of("find", "determine", "estimate", "count");
    private static final Set<String> REPAIR = Set.of("diagnose", "fix", "repair");

    /** Kinds of the verb, whatever noun stands beside it. */
    private static final Set<Genre> OF_VERB =
            EnumSet.of(Genre.ANALYSE, Genre.COMPARE, Genre.MATH, Genre.EXTRACT, Genre.EDIT);

    private static final Set<Genre> LOOKED_INTO =
            EnumSet.of(Genre.MEAL, Genre.MEDIA, Genre.PRODUCT, Genre.TRAVEL, Genre.BOOKING, Genre.COURSE);
    /** To "change" one of these is to deal with the thing, not with a text. */
    private static final Set<Genre> NO_TEXT =
            EnumSet.of(Genre.CODE, Genre.DEVICE, Genre.SKILL, Genre.HEALTH, Genre.FINANCE, Genre.SPACE);

    private static final Set<Genre> DONE_BY_STEPS = EnumSet.of(
            Genre.GENERAL,
            Genre.LOOKUP,
            Genre.IDEAS,
            Genre.CODE,
            Genre.MEDIA,
            Genre.MEAL,
            Genre.PRODUCT,
            Genre.WRITING,
            Genre.STORY,
            Genre.LETTER,
            Genre.PLAN);
    private static final Set<Genre> WRITTEN = EnumSet.of(Genre.WRITING, Genre.STORY, Genre.LETTER);
    /** To find one of these is a search; to ask for one otherwise is to deal with it. */
    private static final Set<Genre> SEARCHED_FOR = EnumSet.of(
            Genre.SPACE,
            Genre.DEVICE,
            Genre.PET,
            Genre.PLANT,
            Genre.EVENT,
            Genre.SYSTEM,
            Genre.IDEAS,
            Genre.PLAN,
            Genre.FINANCE);

    private static final Set<Genre> LISTED = EnumSet.of(Genre.MEDIA, Genre.PRODUCT, Genre.APP);

    private final PromptText text;
    private final LexiconMatches nouns;
    private final PhraseFinder phrases;
    private final Request request;
    private final Phrase deliverable;
    private final RequestSigns signs;
    private final Genre genre;

    private boolean lists;
    private long verb;
    private String word;
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
        this.nouns = nouns;
        this.phrases = phrases;
        this.request = request;
        this.deliverable = deliverable;
        anchor = deliverable;
        if (request == null) {
            signs = null;
            genre = Genre.NONE;
            return;
        }
        signs = new RequestSigns(text, covers, phrases, request, material);
        lists = signs.asksForList();
        Genre decided = Setting.of(text, material) ? Genre.NONE : decide(grammar);
        boolean sure = new KindCheck(text, covers, nouns, request, deliverable, anchor, material)
                .bearsOut(decided, grammar, signs.isPersonal(), lists);
        genre = sure ? decided : Genre.NONE;
        anchor = OF_VERB.contains(genre) && deliverable != null ? deliverable : anchor;
    }

    Genre genre() {
        return genre;
    }

    /** {@return the phrase that names the thing, null if none does} */
    Phrase anchor() {
        return anchor;
    }

    private Genre decide(LexiconMatches grammar) {
        boolean verbless = request.verb() < 0;
        long own = verbless ? 0 : grammar.mask(request.verb());
        verb = lists ? own & ~WordLists.MAKE | WordLists.FIND : own;
        word = verbless ? "" : text.token(request.verb()).toLowerCase(Locale.ROOT);
        if (leavesNothingOpen()) {
            return Genre.NONE;
        }
        Genre ofVerb = byVerb();
        if (ofVerb != null) {
            return ofVerb;
        }
        NamedKind kind = new NamedKind(text, nouns, phrases, request, deliverable, signs);
        anchor = kind.anchor();
        Genre named = kind.genre();
        Genre found = explained(named);
        found = found == null ? workedOn(named) : found;
        found = found == null ? lookedFor(named) : found;
        found = found == null ? made(named) : found;
        found = found == null && named != Genre.GENERAL ? named : found;
        return found == null ? unnamed() : found;
    }

    private boolean leavesNothingOpen() {
        if (signs.isPersonal()) {
            return false;
        }
        return switch (request.form()) {
            case QUESTION ->
                signs.isQuick()
                        || !signs.asksForChoice()
                        || phrases.isA(text.sentenceFirstToken(request.sentence()), WordLists.AUXILIARY);
            case HOW_QUESTION ->
                request.verb() >= 0 && phrases.is(request.verb() - 1, request.end(), "do") && text.tokenCount() < 8;
            case STATEMENT -> true;
            default -> false;
        };
    }

    private Genre byVerb() {
        if (is(WordLists.CONDENSE)) {
            return Genre.CONDENSE;
        }
        if (is(WordLists.TRANSLATE)) {
            return Genre.TRANSLATE;
        }
        if (word.equals("compare") || word.equals("contrast")) {
            return Genre.COMPARE;
        }
        if (is(WordLists.FIND) && signs.asksForFact()) {
            return Genre.NONE;
        }
        if (is(WordLists.MAKE) && phrases.is(request.object(), request.end(), "something")) {
            return explain();
        }
        return null;
    }

    /** Requests to be told or taught something. */
    private Genre explained(Genre named) {
        if (named == Genre.PET && !signs.isPersonal()) {
            return is(WordLists.FIND) ? Genre.SEARCH : explain();
        }
        if (deliverable != null && deliverable.head().equalsIgnoreCase("comparison")) {
            return Genre.COMPARE;
        }
        if (SET_UP.contains(word)) {
            return Genre.SYSTEM;
        }
        if (is(WordLists.EDIT) && named == Genre.CODE && !asksHow()) {
            return Genre.FIX;
        }
        if (is(WordLists.FIND)
                && deliverable != null
                && INFORMATION.contains(deliverable.head().toLowerCase(Locale.ROOT))) {
            return explain();
        }
        boolean walksThrough = word.equals("guide")
                || word.equals("walk")
                || word.equals("teach") && (named == Genre.SKILL || signs.teachesHow());
        if (!is(WordLists.EXPLAIN) || walksThrough) {
            return null;
        }
        boolean skill = named == Genre.SKILL && TEACH.contains(word);
        return skill || LOOK_INTO.contains(word) && LOOKED_INTO.contains(named) ? named : explain();
    }

    /** Requests to do something with what is there. */
    private Genre workedOn(Genre named) {
        if (is(WordLists.EDIT) && !NO_TEXT.contains(named) && !asksHow() && !word.equals("improve")) {
            return Genre.EDIT;
        }
        if (is(WordLists.SOLVE) && (named == Genre.MATH || !FIND_OUT.contains(word))) {
            return named == Genre.CODE ? Genre.CODE : Genre.MATH;
        }
        if (is(WordLists.ANALYSE) && named != Genre.CODE && !word.equals("review") && !word.equals("study")) {
            return Genre.ANALYSE;
        }
        if (is(WordLists.SORT) && named != Genre.CODE && !asksHow()) {
            return Genre.EXTRACT;
        }
        if (is(WordLists.SYSTEM) && named == Genre.SYSTEM) {
            return Genre.SYSTEM;
        }
        return (asksHow() || SHOW_HOW.contains(word)) && DONE_BY_STEPS.contains(named) ? Genre.HOWTO : null;
    }

    /** Requests to find what exists. */
    private Genre lookedFor(Genre named) {
        boolean offered = is(WordLists.FIND | WordLists.SUGGEST) && !is(WordLists.MAKE);
        if (named == Genre.CODE && offered && !gives()) {
            return Genre.SEARCH;
        }
        if (WRITTEN.contains(named) && offered) {
            return gives() ? named : Genre.SEARCH;
        }
        boolean find = is(WordLists.FIND) && !is(WordLists.SUGGEST | WordLists.MAKE) && !gives();
        if (find && (SEARCHED_FOR.contains(named) || named == Genre.SKILL && !signs.isPersonal())) {
            anchorDeliverable();
            return Genre.SEARCH;
        }
        return find && named == Genre.ANALYSE ? Genre.LOOKUP : null;
    }

    /** Nouns that mean another kind beside some verbs. */
    private Genre made(Genre named) {
        return switch (named) {
            case PRODUCT -> REPAIR.contains(word) ? Genre.DEVICE : byCriterion(named);
            case CODE -> request.verb() >= 0 && !gives() && !is(WordLists.MAKE | WordLists.FIND) ? Genre.GENERAL : null;
            case MATH -> is(WordLists.MAKE) ? Genre.GENERAL : null;
            case COURSE -> is(WordLists.MAKE) ? Genre.WRITING : null;
            case MEAL -> request.form() == Request.Form.QUESTION ? Genre.IDEAS : null;
            case SYSTEM -> is(WordLists.MAKE | WordLists.FIND | WordLists.EDIT) ? null : Genre.HOWTO;
            case MEDIA -> media();
            case APP -> byCriterion(named);
            default -> null;
        };
    }

    private Genre media() {
        if (is(WordLists.MAKE) && anchor != null && !anchor.head().equals("playlist")) {
            anchorDeliverable();
            return Genre.STORY;
        }
        Genre listed = byCriterion(Genre.MEDIA);
        boolean titled =
                anchor != null && anchor.words().indexOf('\'') + anchor.words().indexOf('"') >= 0;
        return listed == null && titled ? Genre.SEARCH : listed;
    }

    private Genre byCriterion(Genre named) {
        boolean listed = LISTED.contains(named) && is(WordLists.FIND) && !is(WordLists.SUGGEST);
        return listed && signs.givesCriterion() ? Genre.SEARCH : null;
    }

    /** No noun says what it is. */
    private Genre unnamed() {
        if (request.form() == Request.Form.QUESTION && !signs.isPersonal()) {
            return explain();
        }
        if (DEED.contains(word)) {
            return Genre.NONE;
        }
        if (is(WordLists.SUGGEST)) {
            return Genre.IDEAS;
        }
        if (is(WordLists.FIND)) {
            return gives() ? Genre.EXPLAIN : ERRAND.contains(word) ? Genre.GENERAL : Genre.SEARCH;
        }
        return signs.isPersonal() && request.form() != Request.Form.COMMAND ? Genre.ADVICE : Genre.GENERAL;
    }

    private boolean is(long kinds) {
        return (verb & kinds) != 0;
    }

    private boolean asksHow() {
        return request.form() == Request.Form.HOW_QUESTION;
    }

    private boolean gives() {
        return !lists && GIVE.contains(word);
    }

    private Genre explain() {
        anchor = deliverable;
        return Genre.EXPLAIN;
    }

    private void anchorDeliverable() {
        anchor = deliverable == null ? anchor : deliverable;
    }
}
