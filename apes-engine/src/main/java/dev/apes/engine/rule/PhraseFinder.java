package dev.apes.engine.rule;

import dev.apes.engine.text.LexiconMatches;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TokenKind;
import java.util.Locale;

/** Finds noun phrases by the function words around them; English needs no more for the phrases that rules speak about. */
final class PhraseFinder {
    private static final java.util.Set<String> LEADS_TO_VERB = java.util.Set.of(
            "techniques",
            "tips",
            "exercises",
            "activities",
            "practices",
            "tricks",
            "things",
            "steps",
            "ways",
            "way",
            "how",
            "methods",
            "tools",
            "strategies",
            "want",
            "like",
            "need",
            "plan",
            "trying",
            "looking",
            "wish");
    private static final java.util.Set<String> NOUN_IN_LY = java.util.Set.of(
            "family",
            "supply",
            "assembly",
            "butterfly",
            "anomaly",
            "monopoly",
            "weekly",
            "monthly",
            "yearly",
            "elderly",
            "friendly",
            "hourly");
    private static final java.util.Set<String> MANNER_NOUN = java.util.Set.of(
            "way",
            "order",
            "case",
            "addition",
            "terms",
            "general",
            "detail",
            "advance",
            "person",
            "mind",
            "fact",
            "example",
            "instance",
            "free",
            "now");
    private static final java.util.Set<String> DANGLING = java.util.Set.of(
            "suitable",
            "appropriate",
            "ideal",
            "perfect",
            "good",
            "great",
            "best",
            "better",
            "worse",
            "less",
            "more",
            "greater",
            "larger",
            "smaller",
            "bigger",
            "higher",
            "lower",
            "longer",
            "shorter",
            "older",
            "younger",
            "cheaper",
            "similar",
            "equal",
            "different",
            "compatible",
            "relevant",
            "necessary",
            "possible",
            "capable",
            "able",
            "nearby",
            "tailored",
            "focused",
            "compared",
            "inspired",
            "designed",
            "meant",
            "due",
            "prior",
            "close",
            "next",
            "full",
            "specific",
            "aimed",
            "dedicated",
            "essential",
            "available",
            "starring",
            "using",
            "covering",
            "focusing",
            "ranging",
            "highlighting",
            "describing",
            "explaining",
            "showing",
            "detailing",
            "demonstrating",
            "behind",
            "beyond",
            "besides");
    private static final int MAX_WORDS = 6;
    private static final int MAX_COMPLEMENT_WORDS = 7;
    private final PromptText text;
    private final LexiconMatches grammar;

    PhraseFinder(PromptText text, LexiconMatches grammar) {
        this.text = text;
        this.grammar = grammar;
    }

    /**
     * The noun phrase that begins at a token.
     *
     * @param start index of a token
     * @param end index behind the last token to look at
     * @return the phrase, or null if none begins there
     */
    Phrase at(int start, int end) {
        Phrase phrase = bare(start, end);
        if (phrase == null) {
            return null;
        }
        if (isA(phrase.end() - 1, WordLists.CONTAINER) && is(phrase.end(), end, "of")) {
            Phrase inner = at(phrase.end() + 1, end);
            if (inner != null) {
                return inner;
            }
        }
        return withComplement(joined(phrase, end), end);
    }

    /** "causes and effects of": two short nouns that share what follows. */
    private Phrase joined(Phrase first, int end) {
        if (!is(first.end(), end, "and") || first.end() - first.first() > 4) {
            return first;
        }
        Phrase second = bare(first.end() + 1, end);
        boolean shared = second != null
                && second.determiner().isEmpty()
                && second.end() - second.first() < 3
                && is(second.end(), end, "of");
        if (!shared || isA(second.first(), WordLists.VERB) && !isA(second.first(), WordLists.GENERIC)) {
            return first;
        }
        return new Phrase(
                first.first(),
                second.end(),
                first.determiner(),
                first.words() + " and " + second.words(),
                "",
                second.head(),
                true);
    }

    private Phrase withComplement(Phrase phrase, int end) {
        int from = phrase.end();
        int to = from;
        int words = 0;
        for (int round = 0; round < 2 && to < end; round++) {
            String preposition = text.token(to).toLowerCase(Locale.ROOT);
            boolean opens = switch (preposition) {
                case "of", "in" -> true;
                case "for", "about", "on", "from", "between" -> round == 0;
                case "to" -> round == 0 || text.token(from).equals("from");
                default -> false;
            };
            Phrase next = opens && !isInfinitive(to, end) ? bare(to + 1, end) : null;
            if (next == null || isA(next.first(), WordLists.TIME) || MANNER_NOUN.contains(next.head())) {
                break;
            }
            words += next.end() - to;
            if (words > MAX_COMPLEMENT_WORDS) {
                break;
            }
            to = next.end();
            // "for choosing a suit": the gerund takes its object along
            boolean gerund = next.words().endsWith("ing")
                    && next.words().indexOf(' ') < 0
                    && to < end
                    && isA(to, WordLists.DETERMINER);
            Phrase object = gerund ? bare(to, end) : null;
            to = object == null ? to : object.end();
            Phrase other = preposition.equals("between") && is(to, end, "and") ? bare(to + 1, end) : null;
            to = other == null ? to : other.end();
        }
        String complement = to > from ? slice(from, to) : "";
        return new Phrase(
                phrase.first(), to, phrase.determiner(), phrase.words(), complement, phrase.head(), phrase.plural());
    }

    /** A phrase without complement. */
    Phrase bare(int start, int end) {
        int i = start;
        String determiner = "";
        while (i < end && isA(i, WordLists.DETERMINER) && !isA(i, WordLists.WISH)) {
            if (determiner.isEmpty() || determiner.equalsIgnoreCase("all") || determiner.equalsIgnoreCase("both")) {
                determiner = text.token(i);
            }
            i++;
            if (is(i, end, "of") && i > start) {
                i++;
            }
        }
        int first = i;
        while (i < end && i - first < MAX_WORDS * 2 && (continues(first, i) || joinsAdjectives(first, i, end))) {
            i++;
        }
        int last = i;
        while (last > first
                && (isA(last - 1, WordLists.ADVERB)
                        || !isWordLike(last - 1)
                        || isAdverb(text.token(last - 1))
                        || isVerbOfClause(last - 1, first)
                        || last - first > 1 && isDangling(last - 1)
                        || isParticipleBefore(last, first, end))) {
            last--;
        }
        if (last - first > 1 && last < text.tokenCount() && "^=*".indexOf(charAt(last)) >= 0) {
            last--;
        }
        int core = first;
        while (core < last - 1 && isLeadingFiller(core, first, last) && !joinedToNext(core, last)) {
            core++;
        }
        while (core < last && glue(core)) {
            core++;
        }
        boolean onlyPraise = last - core == 1
                && determiner.isEmpty()
                && isA(core, WordLists.WEAK)
                && !isA(core, WordLists.GENERIC | WordLists.CONTAINER);
        if (onlyPraise || last <= core || last - core > MAX_WORDS + 2 || !hasWord(core, last)) {
            return null;
        }
        String words = slice(core, quoteEnd(last, end));
        String head = text.token(last - 1);
        return new Phrase(start, quoteEnd(last, end), determiner, words, "", head, Phrase.isPlural(head));
    }

    /** "quick and easy recipes": the "and" stands between words that only praise. */
    private boolean joinsAdjectives(int first, int i, int end) {
        if (i == first || i + 2 >= end || !is(i, end, "and") || !isA(i + 1, WordLists.WEAK)) {
            return false;
        }
        for (int j = first; j < i; j++) {
            if (!isA(j, WordLists.WEAK)) {
                return false;
            }
        }
        return true;
    }

    /** "routine suitable for", "number less than": the adjective belongs to what follows. */
    private boolean isDangling(int i) {
        return DANGLING.contains(text.token(i).toLowerCase(Locale.ROOT)) && !joinedToNext(i - 1, i + 1);
    }

    private static boolean isAdverb(String word) {
        return word.length() > 5 && word.endsWith("ly") && !NOUN_IN_LY.contains(word.toLowerCase(Locale.ROOT));
    }

    /** "how the market works": the verb is not part of the phrase. */
    private boolean isVerbOfClause(int i, int first) {
        return i > first
                && (is(i, i + 1, "works") || is(i, i + 1, "work"))
                && (is(first - 1, first, "how") || is(first - 2, first, "how"));
    }

    /** "article published in": the participle opens a clause of its own. */
    private boolean isParticipleBefore(int last, int first, int end) {
        return last - first > 1
                && text.token(last - 1).endsWith("ed")
                && last < end
                && isA(last, WordLists.PREPOSITION)
                && text.tokenEnd(last - 2) < text.tokenStart(last - 1);
    }

    /** Words before a noun that praise, count or grade it; a capital in mid-sentence makes a word part of a name. */
    private boolean isLeadingFiller(int i, int first, int last) {
        if (text.tokenKind(i) == TokenKind.NUMBER) {
            return text.tokenEnd(i) - text.tokenStart(i) != 4;
        }
        if (glue(i) || is(i, last, "and")) {
            return true;
        }
        boolean name = i > 0 && Character.isUpperCase(charAt(i)) && text.tokenKind(i - 1) != TokenKind.PUNCTUATION;
        boolean graded = i > first
                && (is(i - 1, last, "most")
                        || is(i - 1, last, "least")
                        || is(i - 1, last, "highly")
                        || is(i - 1, last, "top")
                        || is(i - 1, last, "best"));
        return !name && (isA(i, WordLists.WEAK | WordLists.ADVERB) || graded && looksLikeAdjective(text.token(i)));
    }

    private static boolean looksLikeAdjective(String word) {
        return word.endsWith("ful")
                || word.endsWith("ing")
                || word.endsWith("ed")
                || word.endsWith("al")
                || word.endsWith("ive")
                || word.endsWith("ous")
                || word.endsWith("ular")
                || word.endsWith("ent")
                || word.endsWith("ic")
                || word.endsWith("able")
                || word.endsWith("ant")
                || word.endsWith("ible");
    }

    private boolean joinedToNext(int i, int last) {
        return i + 1 < last && text.tokenEnd(i) == text.tokenStart(i + 1);
    }

    /** A short quoted name behind a noun belongs to it: the film 'Inception'. */
    private int quoteEnd(int last, int end) {
        if (last >= end
                || text.tokenKind(last) != TokenKind.PUNCTUATION
                || "\"'“‘".indexOf(text.text().charAt(text.tokenStart(last))) < 0) {
            return last;
        }
        var spans = text.protectedSpansIn(text.tokenStart(last), text.tokenEnd(last));
        if (spans.isEmpty() || spans.get(0).start() != text.tokenStart(last)) {
            return last;
        }
        int i = last;
        while (i < end && text.tokenStart(i) < spans.get(0).end()) {
            i++;
        }
        return i - last <= 8 ? i : last;
    }

    private boolean continues(int first, int i) {
        if (text.tokenKind(i) == TokenKind.PUNCTUATION || text.tokenKind(i) == TokenKind.SYMBOL) {
            return i > first
                    && glue(i)
                    && text.tokenStart(i) == text.tokenEnd(i - 1)
                    && (i + 1 >= text.tokenCount()
                            || "+#".indexOf(charAt(i)) >= 0
                            || text.tokenStart(i + 1) == text.tokenEnd(i));
        }
        boolean glued = i > first && text.tokenStart(i) == text.tokenEnd(i - 1);
        return glued
                || !isBoundary(i)
                        && (i == first
                                || !text.text()
                                        .substring(text.tokenEnd(i - 1), text.tokenStart(i))
                                        .contains("\n"));
    }

    private boolean isBoundary(int i) {
        boolean joined = i + 1 < text.tokenCount()
                && charAt(i + 1) == '-'
                && text.tokenEnd(i) == text.tokenStart(i + 1)
                && i + 2 < text.tokenCount()
                && text.tokenStart(i + 2) == text.tokenEnd(i + 1);
        return !joined
                && isA(i, WordLists.BOUNDARY)
                && !(isA(i, WordLists.WEAK) && !isA(i, WordLists.PREPOSITION | WordLists.AUXILIARY));
    }

    private boolean glue(int i) {
        return text.tokenEnd(i) - text.tokenStart(i) == 1 && "-/&+#'._".indexOf(charAt(i)) >= 0;
    }

    private char charAt(int i) {
        return text.text().charAt(text.tokenStart(i));
    }

    private boolean isWordLike(int i) {
        return text.tokenKind(i) == TokenKind.WORD
                || text.tokenKind(i) == TokenKind.NUMBER
                || "+#".indexOf(charAt(i)) >= 0;
    }

    private boolean hasWord(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.tokenKind(i) == TokenKind.WORD && text.tokenEnd(i) - text.tokenStart(i) > 1) {
                return true;
            }
        }
        return false;
    }

    /** Whether the token is a "to" before a verb. */
    boolean isInfinitive(int to, int end) {
        if (!is(to, end, "to") || to + 1 >= end || text.tokenKind(to + 1) != TokenKind.WORD) {
            return false;
        }
        int verb = isAdverb(text.token(to + 1)) && to + 2 < end ? to + 2 : to + 1;
        if (isA(verb, WordLists.BOUNDARY) || Character.isUpperCase(charAt(verb))) {
            return is(verb, end, "be") || is(verb, end, "get") || is(verb, end, "have") || is(verb, end, "do");
        }
        boolean afterWay = to > 0
                && LEADS_TO_VERB.contains(text.token(to - 1).toLowerCase(Locale.ROOT))
                && !text.token(verb).endsWith("s");
        boolean objectFollows = afterWay || verb + 1 < end && isA(verb + 1, WordLists.DETERMINER | WordLists.PRONOUN);
        return isA(verb, WordLists.VERB) || objectFollows;
    }

    boolean is(int i, int end, String word) {
        return i < end
                && i >= 0
                && text.tokenEnd(i) - text.tokenStart(i) == word.length()
                && text.text().regionMatches(true, text.tokenStart(i), word, 0, word.length());
    }

    boolean isA(int i, long categories) {
        return i >= 0 && i < text.tokenCount() && (grammar.mask(i) & categories) != 0;
    }

    String slice(int from, int to) {
        return text.text()
                .substring(text.tokenStart(from), text.tokenEnd(to - 1))
                .replaceAll("\\s+", " ");
    }
}
