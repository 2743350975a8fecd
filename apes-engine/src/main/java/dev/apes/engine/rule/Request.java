package dev.apes.engine.rule;

import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TokenKind;
import java.util.Locale;

/**
 * Where a prompt says what it wants.
 *
 * @param form how it says so
 * @param sentence index of the sentence
 * @param verb index of the token of the verb, -1 if there is none
 * @param object index of the token at which the verb's object begins
 * @param end index behind the sentence's last token
 */
record Request(Form form, int sentence, int verb, int object, int end) {
    private static final java.util.Set<String> MANNER = java.util.Set.of(
            "respond",
            "answer",
            "reply",
            "return",
            "use",
            "include",
            "ensure",
            "keep",
            "avoid",
            "note",
            "consider",
            "focus",
            "say",
            "let",
            "follow",
            "start",
            "act",
            "pretend",
            "imagine",
            "output",
            "format");

    /** The ways to ask for something. */
    enum Form {
        /** "Write …", "Can you suggest …". */
        COMMAND,
        /** "How do I …". */
        HOW_QUESTION,
        /** "What are …". */
        QUESTION,
        /** "I want …", "I'm interested in …". */
        WISH,
        /** None of these. */
        STATEMENT
    }

    /**
     * Looks for the request: a command comes before a question, a question before a wish.
     *
     * @param text the prompt
     * @param grammar its function words and verbs
     * @param material the part that is worked on, which asks for nothing
     * @return the request; null for a text without sentences
     */
    static Request find(PromptText text, LexiconMatches grammar, Material material) {
        Request best = null;
        int sentences = Math.min(text.sentenceCount(), 40);
        for (int s = 0; s < sentences; s++) {
            int first = text.sentenceFirstToken(s);
            int end = text.sentenceEndToken(s);
            int start = text.tokenStart(first);
            if (first >= end || material.present() && start >= material.start() && start < material.end()) {
                continue;
            }
            Request request = classify(text, grammar, s, first, end);
            if (best == null || request.rank(text) < best.rank(text)) {
                best = request;
            }
        }
        return best;
    }

    /** Lower ranks win; "Respond with …" and the like say how to answer, not what is asked. */
    private int rank(PromptText text) {
        boolean sure = verb >= 0
                && verb + 1 < text.tokenCount()
                && text.token(verb + 1).equalsIgnoreCase("sure");
        boolean manner = sure || verb >= 0 && MANNER.contains(text.token(verb).toLowerCase(Locale.ROOT));
        return 2 * form.ordinal() + (manner ? 7 : 0);
    }

    private static Request classify(PromptText text, LexiconMatches grammar, int s, int first, int end) {
        int start = first;
        while (start < end - 1 && (text.tokenKind(start) != TokenKind.WORD || isInterjection(text, start))) {
            start++;
        }
        if ((grammar.mask(start) & WordLists.OPENER) != 0) {
            int behind = start + grammar.length(start);
            while (behind < end - 1 && (isSkipped(text, grammar, behind) || isOpener(grammar, behind))) {
                behind += isOpener(grammar, behind) ? Math.max(1, grammar.length(behind)) : 1;
            }
            String opener = text.token(start).toLowerCase(Locale.ROOT);
            if (behind < end && isVerb(grammar, behind)) {
                boolean how = opener.startsWith("how") || opener.startsWith("what");
                boolean own = opener.startsWith("i")
                        && !text.text()
                                .substring(text.tokenStart(start), text.tokenStart(behind))
                                .toLowerCase(Locale.ROOT)
                                .contains("you");
                Form form = own ? Form.WISH : how ? Form.HOW_QUESTION : Form.COMMAND;
                int verb = lastOfPair(text, grammar, behind, end);
                return new Request(form, s, verb, objectStart(text, grammar, verb, end), end);
            }
            if (opener.startsWith("how")) {
                return new Request(Form.HOW_QUESTION, s, Math.min(behind, end - 1), Math.min(behind + 1, end), end);
            }
        }
        if (isVerb(grammar, start) && start + 1 < end && !isSubject(text, grammar, start, end)) {
            int verb = lastOfPair(text, grammar, start, end);
            return new Request(Form.COMMAND, s, verb, objectStart(text, grammar, verb, end), end);
        }
        if ((grammar.mask(start) & WordLists.WH) != 0) {
            int object = start + 1;
            while (object < end && (grammar.mask(object) & (WordLists.AUXILIARY | WordLists.PRONOUN)) != 0) {
                object++;
            }
            return new Request(Form.QUESTION, s, -1, object, end);
        }
        if ((grammar.mask(start) & WordLists.WISH) != 0) {
            return new Request(Form.WISH, s, -1, Math.min(end, start + Math.max(1, grammar.length(start))), end);
        }
        return new Request(Form.STATEMENT, s, -1, first, end);
    }

    /** A word that is noun as well as verb is the subject when an auxiliary follows: "Code is …". */
    private static boolean isSubject(PromptText text, LexiconMatches grammar, int verb, int end) {
        return verb + 1 < end
                && (grammar.mask(verb + 1) & WordLists.AUXILIARY) != 0
                && text.token(verb + 1).length() < 4;
    }

    /** "research and explain X": the object is that of the second verb. */
    private static int lastOfPair(PromptText text, LexiconMatches grammar, int verb, int end) {
        int next = verb + Math.max(1, verbLength(grammar, verb));
        boolean pair = next + 2 < end && text.token(next).equalsIgnoreCase("and") && isVerb(grammar, next + 1);
        return pair ? next + 1 : verb;
    }

    private static int objectStart(PromptText text, LexiconMatches grammar, int verb, int end) {
        int i = verb + Math.max(1, verbLength(grammar, verb));
        // "search the web for …"
        if (i + 2 < end
                && (text.token(i + 1).equalsIgnoreCase("web")
                        || text.token(i + 1).equalsIgnoreCase("internet"))
                && text.token(i + 2).equalsIgnoreCase("for")) {
            i += 3;
        }
        while (i < end
                && (isRecipient(text, i)
                        || text.token(i).equalsIgnoreCase("about")
                        || text.token(i).equalsIgnoreCase("out")
                        || text.token(i).equalsIgnoreCase("with")
                        || text.token(i).equalsIgnoreCase("through"))) {
            i++;
        }
        return i;
    }

    private static int verbLength(LexiconMatches grammar, int verb) {
        return Math.min(3, grammar.length(verb));
    }

    private static boolean isRecipient(PromptText text, int i) {
        String word = text.token(i).toLowerCase(Locale.ROOT);
        return word.equals("me")
                || word.equals("us")
                || word.equals("for") && i + 1 < text.tokenCount() && isRecipient(text, i + 1);
    }

    private static boolean isSkipped(PromptText text, LexiconMatches grammar, int i) {
        String word = text.token(i).toLowerCase(Locale.ROOT);
        return word.equals("please")
                || word.equals("to")
                || word.equals("also")
                || word.equals("learn")
                || word.equals("start")
                || word.equals("know")
                || word.equals("kindly")
                || word.equals("how")
                || word.equals("be")
                || word.equals("able")
                || word.equals("best")
                || word.equals("then")
                || word.equals("help")
                || word.equals("me")
                || word.equals("i")
                || word.equals("possibly")
                || word.equals("maybe")
                || word.equals("perhaps")
                || word.equals("begin")
                || word.equals("try")
                || (grammar.mask(i) & WordLists.OPENER) != 0 && word.equals("please");
    }

    private static boolean isOpener(LexiconMatches grammar, int i) {
        return (grammar.mask(i) & WordLists.OPENER) != 0 && !isVerb(grammar, i);
    }

    private static boolean isInterjection(PromptText text, int i) {
        String word = text.token(i).toLowerCase(Locale.ROOT);
        return word.equals("hi")
                || word.equals("hello")
                || word.equals("hey")
                || word.equals("now")
                || word.equals("so")
                || word.equals("then")
                || word.equals("also")
                || word.equals("and")
                || word.equals("but")
                || word.equals("ok")
                || word.equals("okay")
                || word.equals("next")
                || word.equals("first")
                || word.equals("finally")
                || word.equals("maybe")
                || word.equals("perhaps")
                || word.equals("possibly")
                || word.equals("just")
                || word.length() > 5 && word.endsWith("ly");
    }

    static boolean isVerb(LexiconMatches grammar, int i) {
        return (grammar.mask(i) & WordLists.VERB) != 0;
    }
}
