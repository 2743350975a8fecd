package dev.apes.engine.llm;

import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.ProtectedKind;
import dev.apes.engine.text.ProtectedSpan;
import dev.apes.engine.text.TokenKind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a rewritten prompt still asks for everything: code, quotations, addresses, numbers, placeholders and other languages stand in
 * it letter by letter, as often as before; each clause that sets a limit keeps its words; and most other words of substance are left.
 */
final class KeptContent {
    /** Share of a limiting clause's words of substance that must be left, and of the whole prompt's. */
    private static final double OF_LIMIT = 0.8;

    private static final double OF_ALL = 0.6;

    private static final Pattern LIMIT = Pattern.compile(
            "\\b(?:must|only|never|don't|do not|not|no|without|except|at most|at least|exactly|less than|more than|up to|"
                    + "maximum|minimum|avoid|always|unless|until|before|instead)\\b",
            Pattern.CASE_INSENSITIVE);
    /** Words that turn a sentence round; one that is lost asks for the opposite. */
    private static final Pattern NEGATION =
            Pattern.compile("\\b(?:not|no|never|without|except|avoid|don't)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern CLAUSE_END = Pattern.compile("[.,;:!?\\n](?=\\s|$)");

    private static final Set<ProtectedKind> LETTER_BY_LETTER = EnumSet.complementOf(EnumSet.of(ProtectedKind.TAG));

    private KeptContent() {}

    /**
     * What is lost, named; empty if nothing is.
     *
     * @param before the prompt
     * @param template what a program made of it: words that it took out may go
     * @param after what a model made of it
     */
    static Optional<String> lost(String before, String template, String after) {
        PromptText old = PromptText.of(before);
        PromptText fresh = PromptText.of(after);
        Optional<String> span = lostSpan(old, before, after);
        if (span.isPresent()) {
            return span;
        }
        Set<String> left = words(fresh, after, 0, after.length());
        Matcher limits = LIMIT.matcher(before);
        while (limits.find()) {
            Matcher stop = CLAUSE_END.matcher(before);
            int end = stop.find(limits.end()) ? stop.start() : before.length();
            if (share(words(old, before, limits.start(), end), left) < OF_LIMIT) {
                return Optional.of("the limit '" + shortened(before.substring(limits.start(), end)) + "'");
            }
        }
        if (NEGATION.matcher(after).results().count()
                < NEGATION.matcher(before).results().count()) {
            return Optional.of("a negation");
        }
        Set<String> wanted = words(old, before, 0, before.length());
        wanted.retainAll(words(PromptText.of(template), template, 0, template.length()));
        double share = share(wanted, left);
        return share < OF_ALL
                ? Optional.of(String.format(Locale.ROOT, "%.0f %% of its words", 100 * (1 - share)))
                : Optional.empty();
    }

    private static Optional<String> lostSpan(PromptText old, String before, String after) {
        Map<String, Integer> wanted = new HashMap<>();
        List<ProtectedSpan> spans = old.protectedSpans();
        for (ProtectedSpan span : spans) {
            if (LETTER_BY_LETTER.contains(span.kind())) {
                wanted.merge(before.substring(span.start(), span.end()), 1, Integer::sum);
            }
        }
        return wanted.entrySet().stream()
                .filter(e -> occurrences(after, e.getKey()) < e.getValue())
                .map(e -> "'" + shortened(e.getKey()) + "'")
                .sorted()
                .findFirst();
    }

    private static int occurrences(String text, String part) {
        int found = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            boolean inNumber = Character.isDigit(part.charAt(0)) && at > 0 && Character.isDigit(text.charAt(at - 1))
                    || Character.isDigit(part.charAt(part.length() - 1))
                            && at + part.length() < text.length()
                            && Character.isDigit(text.charAt(at + part.length()));
            found += inNumber ? 0 : 1;
        }
        return found;
    }

    private static Set<String> words(PromptText text, String raw, int start, int end) {
        Set<String> words = new HashSet<>();
        for (int i = 0; i < text.tokenCount(); i++) {
            if (text.tokenKind(i) == TokenKind.WORD
                    && text.tokenStart(i) >= start
                    && text.tokenEnd(i) <= end
                    && !text.isFunctionWord(i)) {
                words.add(stem(raw.substring(text.tokenStart(i), text.tokenEnd(i))));
            }
        }
        return words;
    }

    /** Enough to see "emails" in "email". */
    private static String stem(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.length() > 5 ? lower.substring(0, 5) : lower;
    }

    private static double share(Set<String> wanted, Set<String> left) {
        return wanted.isEmpty()
                ? 1
                : (double) wanted.stream().filter(left::contains).count() / wanted.size();
    }

    private static String shortened(String text) {
        String line = text.strip().replace('\n', ' ');
        return line.length() > 60 ? line.substring(0, 60) + "…" : line;
    }
}
