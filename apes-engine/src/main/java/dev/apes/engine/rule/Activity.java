package dev.apes.engine.rule;

import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TokenKind;
import java.util.Locale;
import java.util.Set;

/**
 * Something that is to be done, read from a verb phrase of the prompt.
 *
 * @param verb its base form
 * @param object its object as a noun phrase, null if it has none
 * @param tail everything behind the verb, as written
 */
record Activity(String verb, Phrase object, String tail) {
    private static final int MAX_TAIL = 22;
    private static final Set<String> PREPARATORY = Set.of(
            "learn",
            "start",
            "begin",
            "know",
            "try",
            "get",
            "understand",
            "be",
            "able",
            "how",
            "to",
            "into",
            "started",
            "learning",
            "starting",
            "more",
            "about",
            "help",
            "me",
            "want",
            "like",
            "find",
            "see",
            "of",
            "better",
            "properly");
    private static final Set<String> IMPROVING = Set.of(
            "improve",
            "increase",
            "boost",
            "enhance",
            "update",
            "develop",
            "strengthen",
            "master",
            "learn",
            "study",
            "improving",
            "understand",
            "have",
            "buy",
            "know",
            "take",
            "choose",
            "expand",
            "find",
            "need",
            "buying",
            "be");

    /**
     * Reads the verb phrase at a token, past verbs such as "learn to" that only prepare another one.
     *
     * @return the activity, or null if no plain verb stands there
     */
    static Activity at(PromptText text, LexiconMatches grammar, PhraseFinder phrases, int start, int end) {
        int i = start;
        while (i < end - 1 && PREPARATORY.contains(lower(text, i)) && i - start < 7) {
            i++;
        }
        if (i >= end || text.tokenKind(i) != TokenKind.WORD) {
            return null;
        }
        String verb = lower(text, i);
        boolean plain = verb.endsWith("ing") && verb.length() > 5 || (grammar.mask(i) & WordLists.VERB) != 0;
        boolean objectFollows = i + 1 < end && (grammar.mask(i + 1) & (WordLists.DETERMINER)) != 0;
        if (!plain && !objectFollows && i > start) {
            Phrase subject = phrases.at(i, end);
            return subject == null ? null : new Activity("learn", subject, "");
        }
        if (!plain && !objectFollows || (grammar.mask(i) & (WordLists.BOUNDARY & ~WordLists.AUXILIARY)) != 0) {
            return null;
        }
        return read(text, grammar, phrases, i, end);
    }

    private static Activity read(PromptText text, LexiconMatches grammar, PhraseFinder phrases, int i, int end) {
        // of "clean and process data" the second verb has the object
        boolean pair = i + 2 < end
                && (lower(text, i + 1).equals("and") || lower(text, i + 1).equals("or"));
        if (pair && text.tokenKind(i + 2) == TokenKind.WORD) {
            return read(text, grammar, phrases, i + 2, end);
        }
        String verb = lower(text, i);
        int tailEnd = i + 1;
        while (tailEnd < end && tailEnd - i < MAX_TAIL && !stops(text, grammar, tailEnd)) {
            tailEnd++;
        }
        if (tailEnd - i >= MAX_TAIL) {
            return null;
        }
        while (tailEnd > i + 1
                && ((grammar.mask(tailEnd - 1) & WordLists.PREPOSITION) != 0
                        || text.tokenKind(tailEnd - 1) == TokenKind.PUNCTUATION
                                && ".,;:!?".indexOf(text.token(tailEnd - 1).charAt(0)) >= 0)) {
            tailEnd--;
        }
        String tail = tailEnd > i + 1 ? phrases.slice(i + 1, tailEnd) : "";
        Phrase object = i + 1 < end ? phrases.at(i + 1, end) : null;
        return new Activity(verb, object, tail);
    }

    /** Reads the verb of a relative clause, which may stand in the third person: "that renames files". */
    static Activity relative(PromptText text, LexiconMatches grammar, PhraseFinder phrases, int verb, int end) {
        String word = lower(text, verb);
        if (word.equals("help") || word.equals("helps") || word.equals("helping")) {
            return at(text, grammar, phrases, verb + 1, end);
        }
        boolean inflected =
                word.endsWith("s") && !word.endsWith("ss") && (grammar.mask(verb) & WordLists.BOUNDARY) == 0;
        boolean plain = (grammar.mask(verb) & WordLists.VERB) != 0;
        if (!inflected && !plain) {
            return null;
        }
        Activity base = read(text, grammar, phrases, verb, end);
        if (base == null) {
            return null;
        }
        return inflected ? new Activity(baseForm(word), base.object(), base.tail()) : base;
    }

    private static String baseForm(String word) {
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        boolean sibilant = word.endsWith("sses")
                || word.endsWith("xes")
                || word.endsWith("zes")
                || word.endsWith("ches")
                || word.endsWith("shes")
                || word.endsWith("oes");
        return word.substring(0, word.length() - (sibilant ? 2 : 1));
    }

    /** Words that only announce the object make the object the subject of talk; others stay, as a gerund. */
    boolean isAboutObject() {
        return object != null && IMPROVING.contains(verb);
    }

    /** {@return "playing the guitar"} */
    String gerund() {
        return tail.isEmpty() ? Verbs.gerund(verb) : Verbs.gerund(verb) + " " + tail;
    }

    /** {@return the same without what comes behind the object} */
    String shortGerund() {
        if (object == null || !tail.startsWith(object.determiner()) || !tail.contains(object.words())) {
            return gerund();
        }
        return Verbs.gerund(verb) + " "
                + tail.substring(
                        0, tail.indexOf(object.words()) + object.words().length());
    }

    /** {@return "plays the guitar"} */
    String thirdPerson() {
        return tail.isEmpty() ? Verbs.thirdPerson(verb) : Verbs.thirdPerson(verb) + " " + tail;
    }

    private static boolean stops(PromptText text, LexiconMatches grammar, int i) {
        if (text.tokenKind(i) == TokenKind.PUNCTUATION) {
            char c = text.text().charAt(text.tokenStart(i));
            boolean sentenceEnd = i + 1 >= text.tokenCount() || text.tokenEnd(i) < text.tokenStart(i + 1);
            return ",;:!?()[]\n—".indexOf(c) >= 0 || c == '.' && sentenceEnd;
        }
        String word = lower(text, i);
        boolean joins = word.equals("and") || word.equals("or") || word.equals("then");
        if (joins && i + 1 < text.tokenCount()) {
            return (grammar.mask(i + 1) & (WordLists.VERB | WordLists.PRONOUN | WordLists.AUXILIARY | WordLists.ADVERB))
                            != 0
                    || lower(text, i + 1).equals("then")
                    || lower(text, i + 1).equals("how");
        }
        return word.equals("that")
                || word.equals("which")
                || word.equals("because")
                || word.equals("so")
                || word.equals("but")
                || word.equals("if")
                || word.equals("when")
                || word.equals("while");
    }

    private static String lower(PromptText text, int i) {
        return text.token(i).toLowerCase(Locale.ROOT);
    }
}
