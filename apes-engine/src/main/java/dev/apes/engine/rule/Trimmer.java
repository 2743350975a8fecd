package dev.apes.engine.rule;

import dev.apes.api.rule.Edit;
import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TokenKind;
import java.util.List;
import java.util.Set;

/**
 * Rewords a user's own sentences where words carry nothing: politeness, padding, hedges, weak verbs. Material and protected spans are
 * left as they are. Never adds words; trimming a trimmed text changes nothing.
 */
final class Trimmer {
    private static final int ROUNDS = 6;
    private final Set<Rewordings.Group> groups;

    Trimmer(Set<Rewordings.Group> groups) {
        this.groups = groups;
    }

    /**
     * Trims a text.
     *
     * @param own the user's own words
     * @param edits takes what was done
     * @return the trimmed words, never blank; the same instance if nothing was trimmed
     */
    OwnWords trim(OwnWords own, List<Edit> edits) {
        OwnWords current = own;
        for (int round = 0; round < ROUNDS; round++) {
            TextEdits changes = new TextEdits(current.source());
            collect(current, changes);
            if (changes.isEmpty()) {
                return current;
            }
            String next = changes.apply(edits);
            if (next.isBlank() || next.equals(current.source())) {
                return current;
            }
            current = OwnWords.of(next);
        }
        return current;
    }

    private void collect(OwnWords own, TextEdits changes) {
        PromptText text = own.text();
        LexiconMatches grammar = own.grammar();
        Material material = own.material();
        for (int s = 0; s < text.sentenceCount(); s++) {
            int first = text.sentenceFirstToken(s);
            int end = text.sentenceEndToken(s);
            int start = text.tokenStart(first);
            int stop = text.tokenEnd(end - 1);
            boolean inMaterial = material.present()
                    && start < material.end()
                    && stop > material.start()
                    && start >= material.start();
            if (inMaterial || text.isProtected(start)) {
                continue;
            }
            if (!opening(text, grammar, first, end, changes)) {
                inside(text, grammar, first, end, changes, material);
            }
        }
    }

    /** Takes off what stands before the request. */
    private boolean opening(PromptText text, LexiconMatches grammar, int first, int end, TextEdits changes) {
        if (groups.contains(Rewordings.Group.GREETING)) {
            Rewordings.Entry greeting = Rewordings.at(Rewordings.Group.GREETING, text, first, end);
            if (greeting != null && greeting(text, first, end, greeting.words().length, changes)) {
                return true;
            }
        }
        if (groups.contains(Rewordings.Group.OPENING)) {
            Rewordings.Entry entry = Rewordings.at(Rewordings.Group.OPENING, text, first, end);
            int verb = entry == null ? end : pastHedges(text, first + entry.words().length, end);
            if (verb < end
                    && text.tokenKind(verb) == TokenKind.WORD
                    && (Request.isVerb(grammar, verb)
                            || lower(text, first).equals("please") && (grammar.mask(verb) & WordLists.BOUNDARY) == 0)) {
                replaceStart(
                        text,
                        first,
                        verb,
                        "",
                        changes,
                        "The request stands without \"" + slice(text, first, verb) + "\".");
                int last = end - 1;
                if (entry.words().length > 1
                        && !entry.words()[0].equals("i")
                        && text.token(last).equals("?")) {
                    changes.replace(text.tokenStart(last), text.tokenEnd(last), ".", "");
                }
                return true;
            }
        }
        if (groups.contains(Rewordings.Group.VERB)) {
            Rewordings.Entry entry = Rewordings.at(Rewordings.Group.VERB, text, first, end);
            int rest = entry == null ? end : first + entry.words().length;
            if (rest < end
                    && text.tokenKind(rest) != TokenKind.PUNCTUATION
                    && (grammar.mask(rest) & (WordLists.PREPOSITION & ~WordLists.DETERMINER)) == 0) {
                replaceStart(
                        text,
                        first,
                        rest,
                        entry.replacement() + " ",
                        changes,
                        "\"" + entry.replacement() + "\" names the work on "
                                + slice(text, rest, Math.min(end, rest + 3)) + " directly.");
                return true;
            }
        }
        return false;
    }

    /** "Could you maybe write": the hedge goes with the opening. */
    private static int pastHedges(PromptText text, int from, int end) {
        int i = from;
        while (i < end - 1
                && switch (lower(text, i)) {
                    case "maybe", "perhaps", "possibly", "also", "please", "kindly", "just" -> true;
                    default -> false;
                }) {
            i++;
        }
        return i;
    }

    private boolean greeting(PromptText text, int first, int end, int length, TextEdits changes) {
        int behind = first + length;
        boolean alone = behind >= end || behind == end - 1 && text.tokenKind(behind) == TokenKind.PUNCTUATION;
        boolean restFollows = text.tokenCount() - end >= 3 || first >= 3;
        if (alone && restFollows) {
            int from = text.tokenStart(first);
            int to =
                    end < text.tokenCount() ? text.tokenStart(end) : text.text().length();
            if (end >= text.tokenCount()) {
                from = text.tokenEnd(first - 1);
            }
            changes.replace(from, to, "", "The greeting says nothing about the task.");
            return true;
        }
        if (!alone && text.token(behind).equals(",") && end - behind > 4) {
            replaceStart(text, first, behind + 1, "", changes, "The greeting says nothing about the task.");
            return true;
        }
        return false;
    }

    private void inside(
            PromptText text, LexiconMatches grammar, int first, int end, TextEdits changes, Material material) {
        for (int i = first; i < end; i++) {
            Rewordings.Entry entry = null;
            if (groups.contains(Rewordings.Group.WORDY)) {
                entry = Rewordings.at(Rewordings.Group.WORDY, text, i, end);
            }
            if (entry == null && groups.contains(Rewordings.Group.HEDGE)) {
                entry = Rewordings.at(Rewordings.Group.HEDGE, text, i, end);
            }
            if (entry == null
                    || text.isProtected(text.tokenStart(i))
                    || material.present()
                            && text.tokenStart(i) >= material.start()
                            && text.tokenStart(i) < material.end()) {
                continue;
            }
            int behind = i + entry.words().length;
            if (!removable(text, grammar, i, behind, first, end, entry)) {
                continue;
            }
            String reason = entry.replacement().isEmpty()
                    ? "\"" + slice(text, i, behind) + "\" adds nothing to the request."
                    : "\"" + entry.replacement() + "\" says the same in fewer words.";
            if (i == first) {
                replaceStart(
                        text,
                        first,
                        behind,
                        entry.replacement().isEmpty() ? "" : entry.replacement() + " ",
                        changes,
                        reason);
            } else if (entry.replacement().isEmpty()) {
                remove(text, i, behind, end, changes, reason);
            } else {
                String article = entry.replacement().equals("a")
                                && behind < end
                                && "aeiouAEIOU".indexOf(text.text().charAt(text.tokenStart(behind))) >= 0
                        ? "an"
                        : entry.replacement();
                changes.replace(text.tokenStart(i), text.tokenEnd(behind - 1), article, reason);
            }
            i = behind - 1;
        }
    }

    /** Whether the words around still fit together without the phrase. */
    private static boolean removable(
            PromptText text, LexiconMatches grammar, int i, int behind, int first, int end, Rewordings.Entry entry) {
        String word = entry.words()[0];
        boolean hyphenated = i > 0 && text.tokenEnd(i - 1) == text.tokenStart(i)
                || behind < text.tokenCount()
                        && text.tokenStart(behind) == text.tokenEnd(behind - 1)
                        && "-'/_".indexOf(text.text().charAt(text.tokenStart(behind))) >= 0;
        if (hyphenated) {
            return false;
        }
        if (word.equals("very") || word.equals("really") || word.equals("somewhat")) {
            boolean followed = behind < end
                    && text.tokenKind(behind) == TokenKind.WORD
                    && (grammar.mask(behind) & (WordLists.PREPOSITION | WordLists.DETERMINER | WordLists.AUXILIARY))
                            == 0;
            boolean fixed = i > first
                    && (lower(text, i - 1).equals("the")
                            || lower(text, i - 1).equals("not")
                            || lower(text, i - 1).endsWith("n't"));
            boolean much = behind < end
                    && (lower(text, behind).equals("much")
                            || lower(text, behind).equals("little")
                            || lower(text, behind).equals("few")
                            || lower(text, behind).equals("well"));
            return followed && !fixed && !much;
        }
        if (word.equals("i") && entry.words().length == 2) {
            return i == first
                    && behind < end
                    && !text.token(behind).equals("about")
                    && !lower(text, behind).equals("of")
                    && !lower(text, behind).equals("so")
                    && end - behind > 3
                    && !lower(text, behind).equals("i");
        }
        // "Maybe an environment variable?" is a guess, and would read as a fragment without its hedge
        boolean guess = i == first && text.token(end - 1).equals("?");
        boolean lonely = guess || i == first && behind >= end - 1;
        return !lonely;
    }

    private static void remove(PromptText text, int i, int behind, int end, TextEdits changes, String reason) {
        int from = text.tokenEnd(i - 1);
        int to = text.tokenEnd(behind - 1);
        boolean commaBefore = text.token(i - 1).equals(",");
        boolean commaBehind = behind < end && text.token(behind).equals(",");
        boolean closes = behind >= end || text.tokenKind(behind) == TokenKind.PUNCTUATION && !commaBehind;
        if (commaBefore && (commaBehind || closes)) {
            from = text.tokenStart(i - 1);
            if (commaBehind) {
                to = text.tokenStart(behind);
            }
        }
        // "a very old car" keeps its article right: "an old car"
        if (behind < end && i > 0 && !commaBefore) {
            String before = text.token(i - 1);
            boolean vowel = "aeiouAEIOU".indexOf(text.text().charAt(text.tokenStart(behind))) >= 0;
            if (before.equals("a")
                    && vowel
                    && !text.token(behind).startsWith("un")
                    && !text.token(behind).startsWith("us")) {
                changes.replace(text.tokenStart(i - 1), to, "an", reason);
                return;
            }
        }
        changes.replace(from, to, "", reason);
    }

    private static void replaceStart(
            PromptText text, int first, int rest, String replacement, TextEdits changes, String reason) {
        int from = text.tokenStart(first);
        boolean capital = Character.isUpperCase(text.text().charAt(from));
        int to = text.tokenStart(rest);
        if (!replacement.isEmpty()) {
            String cased =
                    capital ? Character.toUpperCase(replacement.charAt(0)) + replacement.substring(1) : replacement;
            changes.replace(from, to, cased, reason);
        } else if (capital && Character.isLowerCase(text.text().charAt(to)) && !text.isProtected(to)) {
            changes.replace(
                    from,
                    to + 1,
                    String.valueOf(Character.toUpperCase(text.text().charAt(to))),
                    reason);
        } else {
            changes.replace(from, to, "", reason);
        }
    }

    private static String slice(PromptText text, int from, int to) {
        return text.text().substring(text.tokenStart(from), text.tokenEnd(to - 1));
    }

    private static String lower(PromptText text, int i) {
        return text.token(i).toLowerCase(java.util.Locale.ROOT);
    }
}
