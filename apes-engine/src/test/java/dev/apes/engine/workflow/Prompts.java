package dev.apes.engine.workflow;

import dev.apes.api.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Distinct prompts for tests of the loop, where what they say does not matter. */
final class Prompts {
    private static final String[] VERBS = {
        "Describe", "Compare", "Sketch", "Review", "Explain", "Measure", "Plan", "Outline"
    };
    private static final String[] THINGS = {
        "lighthouses",
        "glaciers",
        "sewing machines",
        "tax forms",
        "violins",
        "sourdough",
        "bus routes",
        "orchids",
        "sonnets",
        "batteries",
        "castles",
        "beehives"
    };
    private static final String[] PLACES = {
        "in Norway",
        "at sea",
        "for a museum",
        "on a small budget",
        "before winter",
        "with children",
        "in the city",
        "by night"
    };

    private Prompts() {}

    static List<Prompt> some(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Prompt> prompts = new ArrayList<>();
        while (prompts.size() < count) {
            String text = pick(VERBS, random) + " " + pick(THINGS, random) + " and " + pick(THINGS, random) + " "
                    + pick(PLACES, random) + ", case " + Integer.toString(random.nextInt(1 << 28), 36) + " "
                    + Integer.toString(random.nextInt(1 << 28), 36) + ".";
            prompts.add(Prompt.of("p" + prompts.size(), text));
        }
        return prompts;
    }

    private static String pick(String[] words, SplittableRandom random) {
        return words[random.nextInt(words.length)];
    }
}
