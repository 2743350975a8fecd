package dev.apes.engine.feedback;

import dev.apes.api.Prompt;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.rule.RuleOutcome;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.text.RecentResults;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a version changed, as a row: how its features moved, and for each known rule how much of what the rule would do to the
 * original's words was done to the version, and how much of what was done to it that is. Remembers the originals seen last, which changes no
 * row. Thread-safe.
 */
final class ChangeColumns {
    private static final long ROOM = 400_000;

    private final List<PromptRule> rules;
    private final RecentResults<String, Original> originals = RecentResults.ofTexts(this::original, ROOM);

    /** @param rules whose work can be looked at */
    ChangeColumns(List<PromptRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** An original, measured, with what each rule would do to its words. */
    private record Original(PromptFeatures features, Map<String, Integer> words, List<Map<String, Integer>> edits) {}

    private Original original(String text) {
        Map<String, Integer> words = words(text);
        Prompt prompt = Prompt.of("rated", text);
        return new Original(
                PromptFeatures.of(text),
                words,
                rules.stream()
                        .map(rule -> rule.apply(
                                                prompt,
                                                rule.definition().parameters().defaults())
                                        instanceof RuleOutcome.Changed changed
                                ? difference(words(changed.text()), words)
                                : Map.<String, Integer>of())
                        .toList());
    }

    PromptFeatures features(String original) {
        return originals.get(original).features;
    }

    double[] of(String original, String version) {
        Original from = originals.get(original);
        if (version.equals(original)) {
            return unchanged();
        }
        double[] moved = TextColumns.ofChange(from.features, PromptFeatures.of(version));
        double[] row = Arrays.copyOf(moved, width());
        Map<String, Integer> edited = difference(words(version), from.words);
        for (int r = 0; r < rules.size(); r++) {
            Map<String, Integer> expected = from.edits.get(r);
            double shared = expected.entrySet().stream()
                    .mapToInt(e -> Math.min(e.getValue(), edited.getOrDefault(e.getKey(), 0)))
                    .sum();
            row[moved.length + 2 * r] = shared / Math.max(1, size(expected));
            row[moved.length + 2 * r + 1] = shared / Math.max(1, size(edited));
        }
        return row;
    }

    double[] unchanged() {
        return new double[width()];
    }

    private int width() {
        return TextColumns.CHANGE_COLUMNS + 2 * rules.size();
    }

    private static int size(Map<String, Integer> words) {
        return words.values().stream().mapToInt(n -> n).sum();
    }

    private static Map<String, Integer> words(String text) {
        Map<String, Integer> words = new HashMap<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                words.merge(word, 1, Integer::sum);
            }
        }
        return words;
    }

    /** Words edited, with a plus before them, and words taken away, with a minus. */
    private static Map<String, Integer> difference(Map<String, Integer> words, Map<String, Integer> before) {
        Map<String, Integer> difference = new HashMap<>();
        words.forEach((word, n) -> {
            int more = n - before.getOrDefault(word, 0);
            if (more > 0) {
                difference.put("+" + word, more);
            }
        });
        before.forEach((word, n) -> {
            int less = n - words.getOrDefault(word, 0);
            if (less > 0) {
                difference.put("-" + word, less);
            }
        });
        return difference;
    }
}
