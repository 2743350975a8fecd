package dev.apes.engine.rubric;

import dev.apes.engine.text.Lexicon;

/** The rubric's word lists as one lexicon, and the bits of their categories. */
final class Lists {
    static final Lexicon LEXICON =
            Lexicon.load(Lists.class, "quality.txt", "abstract.txt", "limits.txt", "word-classes.txt");
    static final long QUALITY = LEXICON.mask("quality");
    static final long GENERIC = LEXICON.mask("generic");
    static final long ABSTRACT = LEXICON.mask("abstract");
    static final long VAGUE = LEXICON.mask("vague");
    static final long HEDGE = LEXICON.mask("hedge");
    static final long FILLER = LEXICON.mask("filler");
    static final long SELF = LEXICON.mask("self");
    static final long PRESSURE = LEXICON.mask("pressure");
    static final long ROLE = LEXICON.mask("role");
    static final long META = LEXICON.mask("meta");
    static final long DIMENSION = LEXICON.mask("dimension");
    static final long DELIVERABLE = LEXICON.mask("deliverable");
    static final long GENRE = LEXICON.mask("genre");
    static final long TALK = FILLER | HEDGE | LEXICON.mask("self");
    static final long INFORMAL = LEXICON.mask("informal");
    static final long REQUEST = LEXICON.mask("request");
    static final long NEGATION = LEXICON.mask("negation");
    static final long LIMIT = LEXICON.mask("limit");
    static final long NUMBER_WORD = LEXICON.mask("number-word");
    static final long FORM = LEXICON.mask("form");
    static final long DETERMINER = LEXICON.mask("determiner");
    static final long PREPOSITION = LEXICON.mask("preposition");
    static final long AUXILIARY = LEXICON.mask("auxiliary");
    static final long SUBJECT = LEXICON.mask("subject");
    static final long INTERROGATIVE = LEXICON.mask("interrogative");
    static final long DEFINITE = LEXICON.mask("definite");
    static final long INDEFINITE = LEXICON.mask("indefinite");
    static final long SINGLING = LEXICON.mask("singling");
    static final long CONJUNCTION = LEXICON.mask("conjunction");

    /** Categories whose phrases count with every word they span. */
    static final long SPREAD = FILLER | PRESSURE | META | HEDGE | VAGUE | QUALITY | GENERIC | DIMENSION;

    private Lists() {}
}
