package dev.apes.engine.rule;

import dev.apes.engine.text.Lexicon;

/** The word lists of the rules, by the question they answer. They are the rules' own: rubric and corpus keep theirs. */
final class WordLists {
    /** Closed word classes and verbs: what is the request, and what is it about? */
    static final Lexicon GRAMMAR = Lexicon.load(WordLists.class, "grammar.txt");

    /** What has a prompt already settled? */
    static final Lexicon COVERS = Lexicon.load(WordLists.class, "covers.txt");

    /** What kind of thing is asked for? */
    static final Lexicon GENRES = Lexicon.load(WordLists.class, "genres.txt");

    static final long DETERMINER = GRAMMAR.mask("determiner");
    static final long PREPOSITION = GRAMMAR.mask("preposition");
    static final long PRONOUN = GRAMMAR.mask("pronoun");
    static final long AUXILIARY = GRAMMAR.mask("auxiliary");
    static final long TIME = GRAMMAR.mask("time");
    static final long WEAK = GRAMMAR.mask("weak-modifier");
    static final long ADVERB = GRAMMAR.mask("adverb");
    static final long CONTAINER = GRAMMAR.mask("container");
    static final long GENERIC = GRAMMAR.mask("generic-noun");
    static final long WISH = GRAMMAR.mask("wish");
    static final long OPENER = GRAMMAR.mask("request-opener");
    static final long WH = GRAMMAR.mask("wh");
    static final long QUICK_QUESTION = GRAMMAR.mask("quick-question");
    static final long MAKE = GRAMMAR.mask("make-verb");
    static final long FIND = GRAMMAR.mask("find-verb");
    static final long SUGGEST = GRAMMAR.mask("suggest-verb");
    static final long EXPLAIN = GRAMMAR.mask("explain-verb");
    static final long PLAN = GRAMMAR.mask("plan-verb");
    static final long ANALYSE = GRAMMAR.mask("analyse-verb");
    static final long SOLVE = GRAMMAR.mask("solve-verb");
    static final long EDIT = GRAMMAR.mask("edit-verb");
    static final long CONDENSE = GRAMMAR.mask("condense-verb");
    static final long TRANSLATE = GRAMMAR.mask("translate-verb");
    static final long SORT = GRAMMAR.mask("sort-verb");
    static final long SYSTEM = GRAMMAR.mask("system-verb");
    static final long DO = GRAMMAR.mask("do-verb");

    /** Every verb that can open a request. */
    static final long VERB =
            MAKE | FIND | SUGGEST | EXPLAIN | PLAN | ANALYSE | SOLVE | EDIT | CONDENSE | TRANSLATE | SORT | SYSTEM | DO;

    /** Words that end a noun phrase. */
    static final long BOUNDARY = DETERMINER | PREPOSITION | PRONOUN | AUXILIARY | TIME;

    static final long LANGUAGE = COVERS.mask("language");
    static final long VAGUE = COVERS.mask("vague");
    static final long VAGUE_NOUN = COVERS.mask("vague-noun");
    static final long HEDGE = COVERS.mask("hedge");
    static final long IMPROVE = COVERS.mask("improve-goal");

    private WordLists() {}
}
