package dev.apes.examples.tools;

import java.util.ArrayList;
import java.util.List;

/** Short prompts of many kinds, made from parts: enough for a training, and the same each time. */
final class OwnPrompts {
    private static final List<String> DOINGS = List.of(
            "Explain", "Summarise", "Compare", "Plan", "Draft", "Translate", "Improve", "Review", "List", "Describe");
    private static final List<String> THINGS = List.of(
            "a bicycle repair",
            "the water cycle",
            "two sorting methods",
            "a school garden",
            "a letter to the landlord",
            "the minutes of a meeting",
            "a database index",
            "a weekly menu",
            "the causes of tides",
            "a short poem");
    private static final List<String> MANNERS = List.of(
            "for beginners",
            "in a few words",
            "with some detail",
            "for my team",
            "so that it is useful",
            "step by step");

    private OwnPrompts() {}

    static List<String> lines(int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; lines.size() < count; i++) {
            lines.add(DOINGS.get(i % DOINGS.size()) + " " + THINGS.get(i / DOINGS.size() % THINGS.size()) + " "
                    + MANNERS.get(i / 7 % MANNERS.size()) + (i % 3 == 0 ? ", number " + i : "") + ".");
        }
        return lines;
    }
}
