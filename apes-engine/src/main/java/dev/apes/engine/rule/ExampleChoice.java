package dev.apes.engine.rule;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Chooses which examples of a prompt to show, and in what order. */
final class ExampleChoice {
    private static final String[] NEGATIVE = {"not:", "wrong:", "bad:"};
    private static final double TOO_ALIKE = 0.6;

    private ExampleChoice() {}

    static List<ExampleWording.Shown> of(Prompt prompt, String core, ParameterValues values) {
        Set<String> task = words(core);
        Map<ExampleWording.Shown, Double> nearness = new LinkedHashMap<>();
        for (Prompt.Example example : prompt.examples()) {
            ExampleWording.Shown shown = marked(example);
            boolean present = core.contains(shown.example().input())
                    && core.contains(shown.example().output());
            if (!present && (!shown.wrong() || values.flag("include_negative_examples"))) {
                nearness.put(shown, similarity(task, words(shown.example().input())));
            }
        }
        List<ExampleWording.Shown> ranked = new ArrayList<>(nearness.keySet());
        if (values.choice("ordering").equals("similarity")) {
            ranked.sort(Comparator.comparingDouble((ExampleWording.Shown s) -> -nearness.get(s)));
        } else {
            ranked.sort(Comparator.comparingLong((ExampleWording.Shown s) -> place(prompt.id(), s)));
        }
        int wanted = values.integer("optimal_example_count");
        List<ExampleWording.Shown> chosen = new ArrayList<>();
        for (ExampleWording.Shown shown : ranked) {
            boolean alike = values.flag("require_diverse_examples")
                    && chosen.stream()
                            .anyMatch(c -> similarity(
                                            words(c.example().input()),
                                            words(shown.example().input()))
                                    > TOO_ALIKE);
            if (chosen.size() < wanted && !alike) {
                chosen.add(shown);
            }
        }
        if (values.flag("include_negative_examples") && chosen.stream().noneMatch(ExampleWording.Shown::wrong)) {
            ranked.stream().filter(ExampleWording.Shown::wrong).findFirst().ifPresent(wrong -> {
                if (chosen.size() == wanted) {
                    chosen.remove(chosen.size() - 1);
                }
                chosen.add(wrong);
            });
        }
        if (values.flag("recency_bias_optimization")) {
            chosen.stream()
                    .filter(s -> !s.wrong())
                    .max(Comparator.comparingDouble(nearness::get))
                    .ifPresent(nearest -> {
                        chosen.remove(nearest);
                        chosen.add(nearest);
                    });
        }
        return chosen;
    }

    /** An order that depends on the prompt's id alone (FNV-1a over id and input, mixed). */
    private static long place(String id, ExampleWording.Shown shown) {
        long hash = 0xcbf29ce484222325L;
        String key = id + '\u0001' + shown.example().input();
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 31;
        return hash * 0x9E3779B97F4A7C15L;
    }

    private static ExampleWording.Shown marked(Prompt.Example example) {
        String output = example.output().strip();
        for (String mark : NEGATIVE) {
            if (output.regionMatches(true, 0, mark, 0, mark.length())
                    && output.length() > mark.length()
                    && !output.substring(mark.length()).isBlank()) {
                return new ExampleWording.Shown(
                        new Prompt.Example(
                                example.input(), output.substring(mark.length()).strip()),
                        true);
            }
        }
        return new ExampleWording.Shown(example, false);
    }

    /** Jaccard similarity of two sets of words. */
    private static double similarity(Set<String> a, Set<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        int common = 0;
        for (String word : a) {
            common += b.contains(word) ? 1 : 0;
        }
        return (double) common / (a.size() + b.size() - common);
    }

    private static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean letter = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
            if (letter && start < 0) {
                start = i;
            } else if (!letter && start >= 0) {
                words.add(text.substring(start, i).toLowerCase(Locale.ROOT));
                start = -1;
            }
        }
        return words;
    }
}
