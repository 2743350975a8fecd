package dev.apes.engine.rule;

import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TokenKind;
import java.util.Locale;

/** What the wording of a request gives away about what would answer it. Immutable. */
final class RequestSigns {
    private static final long CRITERION = WordLists.COVERS.mask("criterion");

    private final PromptText text;
    private final LexiconMatches covers;
    private final PhraseFinder phrases;
    private final Request request;
    private final Material material;
    private final boolean personal;

    RequestSigns(PromptText text, LexiconMatches covers, PhraseFinder phrases, Request request, Material material) {
        this.text = text;
        this.covers = covers;
        this.phrases = phrases;
        this.request = request;
        this.material = material;
        personal = speaksOfAsker();
    }

    /** Whether a token lies in what the prompt only hands over. */
    boolean inMaterial(int token) {
        int offset = text.tokenStart(token);
        return material.present() && offset >= material.start() && offset < material.end();
    }

    /** "Find out who won …" has an answer, and leaves nothing to choose. */
    boolean asksForFact() {
        for (String word : new String[] {"who", "when", "where", "whether", "which"}) {
            if (phrases.is(request.object(), request.end(), word)) {
                return true;
            }
        }
        return false;
    }

    /** "Compile a list of …" asks for the same as "List …". */
    boolean asksForList() {
        for (int i = request.verb() + 1;
                request.verb() >= 0 && i < Math.min(request.end() - 1, request.verb() + 5);
                i++) {
            if (phrases.is(i, request.end(), "list") && phrases.is(i + 1, request.end(), "of")) {
                return true;
            }
        }
        return false;
    }

    /** "Teach me how to …" */
    boolean teachesHow() {
        for (int i = request.verb() + 1; i < Math.min(request.end(), request.verb() + 5); i++) {
            if (phrases.is(i, request.end(), "how") || phrases.is(i, request.end(), "to")) {
                return true;
            }
        }
        return false;
    }

    /** "all", "highest-grossing", "of 2021": what to list follows from the words, not from taste. */
    boolean givesCriterion() {
        for (int i = text.sentenceFirstToken(request.sentence()); i < request.end(); i++) {
            if ((covers.mask(i) & CRITERION) != 0 || phrases.is(i, request.end(), "all")) {
                return true;
            }
        }
        return false;
    }

    /** Whether it speaks of whoever asks. */
    boolean isPersonal() {
        return personal;
    }

    private boolean speaksOfAsker() {
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
                    && !inMaterial(i)) {
                return true;
            }
        }
        return false;
    }

    /** A short question, or one whose first word asks for a fact. */
    boolean isQuick() {
        int first = text.sentenceFirstToken(request.sentence());
        return phrases.isA(first, WordLists.QUICK_QUESTION) || text.tokenCount() < 6;
    }

    /** Questions such as "What are the best …" or "What are some …" leave a choice; others have an answer. */
    boolean asksForChoice() {
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
