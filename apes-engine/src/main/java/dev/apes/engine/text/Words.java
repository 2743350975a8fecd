package dev.apes.engine.text;

/** The word lists of this package as one lexicon, with the bits of the categories that the analysis needs. */
final class Words {
    static final Lexicon LEXICON = Lexicon.load(
            "function-words.txt", "tasks.txt", "domains.txt", "constraints.txt", "reasoning.txt", "common-words.txt");
    static final long STOP = LEXICON.mask("stop");
    static final long FOREIGN = LEXICON.mask("foreign");
    static final long INTERROGATIVE = LEXICON.mask("interrogative");
    static final long COMMON = LEXICON.mask("common") | STOP;

    private Words() {}
}
