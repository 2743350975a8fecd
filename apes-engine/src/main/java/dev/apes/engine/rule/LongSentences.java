package dev.apes.engine.rule;

import dev.apes.api.rule.Edit;
import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TokenKind;
import java.util.List;
import java.util.Locale;

/** Splits overlong sentences of the instruction where a new clause begins. Adds no words; a split text has nothing left to split. */
final class LongSentences {
    private static final int MIN_PART = 4;
    private static final int ROUNDS = 8;

    private LongSentences() {}

    /**
     * Splits a text's long sentences.
     *
     * @param own the user's own words
     * @param threshold words a sentence may have
     * @param edits takes what was done
     * @return the words in more, shorter sentences; the same instance if nothing was split
     */
    static OwnWords split(OwnWords own, int threshold, List<Edit> edits) {
        OwnWords current = own;
        for (int round = 0; round < ROUNDS; round++) {
            OwnWords next = current.with(once(current, threshold, edits));
            if (next == current) {
                break;
            }
            current = next;
        }
        return current;
    }

    /** {@return how many sentences of the instruction have more words than allowed} */
    static int count(PromptText text, Material material, int threshold) {
        int count = 0;
        for (int s = 0; s < text.sentenceCount(); s++) {
            int start = text.tokenStart(text.sentenceFirstToken(s));
            boolean inMaterial = material.present() && start >= material.start() && start < material.end();
            count += !inMaterial && words(text, text.sentenceFirstToken(s), text.sentenceEndToken(s)) > threshold
                    ? 1
                    : 0;
        }
        return count;
    }

    private static String once(OwnWords own, int threshold, List<Edit> edits) {
        String source = own.source();
        PromptText text = own.text();
        LexiconMatches grammar = own.grammar();
        Material material = own.material();
        for (int s = 0; s < text.sentenceCount(); s++) {
            int first = text.sentenceFirstToken(s);
            int end = text.sentenceEndToken(s);
            boolean inMaterial = material.present()
                    && text.tokenStart(first) < material.end()
                    && text.tokenEnd(end - 1) > material.start();
            if (inMaterial || words(text, first, end) <= threshold || bracketed(text, first, end)) {
                continue;
            }
            int at = splitPoint(text, grammar, first, end);
            if (at >= 0) {
                int clause = clauseStart(text, at, end);
                char initial = source.charAt(text.tokenStart(clause));
                String after =
                        ". " + (text.isProtected(text.tokenStart(clause)) ? initial : Character.toUpperCase(initial));
                edits.add(new Edit(
                        Edit.Kind.REPLACE,
                        source.substring(text.tokenStart(at), text.tokenEnd(clause)),
                        after.substring(0, 2) + cap(text.token(clause)),
                        "The sentence ran to " + words(text, first, end) + " words; \"" + text.token(clause)
                                + "\" begins a thought of its own."));
                return source.substring(0, text.tokenStart(at)) + after + source.substring(text.tokenStart(clause) + 1);
            }
        }
        return source;
    }

    private static String cap(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** The comma or semicolon nearest the middle behind which a clause with a subject or a command begins; -1 if there is none. */
    private static int splitPoint(PromptText text, LexiconMatches grammar, int first, int end) {
        int middle = (first + end) / 2;
        int best = -1;
        boolean command = Request.isVerb(grammar, first);
        for (int i = first + MIN_PART; i < end - MIN_PART; i++) {
            String token = text.token(i);
            if (!token.equals(",") && !token.equals(";")
                    || text.isProtected(text.tokenStart(i))
                    || text.tokenEnd(i) == text.tokenStart(i + 1)) {
                continue;
            }
            int clause = clauseStart(text, i, end);
            boolean joined = clause > i + 1 || token.equals(";");
            if (clause >= end - 2
                    || !joined
                    || !standsAlone(text, grammar, clause, command)
                    || dependent(text, grammar, first, i)) {
                continue;
            }
            if (best < 0 || Math.abs(i - middle) < Math.abs(best - middle)) {
                best = i;
            }
        }
        return best;
    }

    /** Behind the comma and a joining "and", "so" or "then". */
    private static int clauseStart(PromptText text, int comma, int end) {
        int i = comma + 1;
        if (i < end && text.token(i).equalsIgnoreCase("and")) {
            i++;
        }
        return i;
    }

    private static boolean standsAlone(PromptText text, LexiconMatches grammar, int clause, boolean command) {
        if (text.tokenKind(clause) != TokenKind.WORD) {
            return false;
        }
        String word = text.token(clause).toLowerCase(Locale.ROOT);
        boolean subject = switch (word) {
            case "i", "we", "it", "they", "you", "he", "she", "there", "this", "i'm", "i'd", "i've", "i'll", "it's" ->
                true;
            default -> false;
        };
        boolean verbFollows = clause + 1 < text.tokenCount() && text.tokenKind(clause + 1) == TokenKind.WORD;
        return subject && verbFollows
                || command
                        && Request.isVerb(grammar, clause)
                        && verbFollows
                        && (grammar.mask(clause + 1) & (WordLists.DETERMINER | WordLists.PRONOUN)) != 0;
    }

    /** Whether the first part is only a condition or another subordinate clause, which cannot stand alone. */
    private static boolean dependent(PromptText text, LexiconMatches grammar, int first, int comma) {
        String opener = text.token(first).toLowerCase(Locale.ROOT);
        return switch (opener) {
            case "if",
                    "when",
                    "because",
                    "since",
                    "although",
                    "though",
                    "while",
                    "given",
                    "as",
                    "after",
                    "before",
                    "unless",
                    "once",
                    "suppose",
                    "assume",
                    "assuming",
                    "considering",
                    "let" -> true;
            default -> false;
        };
    }

    private static boolean bracketed(PromptText text, int first, int end) {
        for (int i = first; i < end; i++) {
            String token = text.token(i);
            if (token.equals("(") || token.equals("\"") || token.equals("“") || token.equals(":")) {
                return true;
            }
        }
        return false;
    }

    private static int words(PromptText text, int first, int end) {
        int words = 0;
        for (int i = first; i < end; i++) {
            words += text.tokenKind(i) == TokenKind.WORD || text.tokenKind(i) == TokenKind.NUMBER ? 1 : 0;
        }
        return words;
    }
}
