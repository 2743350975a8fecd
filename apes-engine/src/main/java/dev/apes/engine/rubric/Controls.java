package dev.apes.engine.rubric;

import dev.apes.engine.text.PromptText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Versions of given prompts that must not gain, for fitting: made from the prompts themselves, so that they fit any data. */
final class Controls {
    private static final String[] GENERIC = {
        "A superb reply will earn you 50 dollars.",
        "There will be trouble if the reply is not flawless.",
        "Stay neutral and free of prejudice.",
        "Everything depends on you, so give your utmost.",
        "Please give a thorough, polished and insightful response with plenty of valuable details.",
        "You are the most brilliant specialist on the planet.",
        "Reflect on the matter slowly before you write anything."
    };
    private final List<LabelledPair> pairs;

    Controls(List<LabelledPair> pairs) {
        this.pairs = pairs;
    }

    /** The controls of one pair's original; the same for the same position. */
    List<String> of(int index) {
        String original = pairs.get(index).original();
        Random random = new Random(index);
        List<String> versions = new ArrayList<>();
        for (String sentence : GENERIC) {
            versions.add(original + " " + sentence);
        }
        versions.add(original + "\n" + original);
        versions.add("<role>\nYou are an expert.\n</role>\n<task>\n" + original + "\n</task>\n<output>\n</output>");
        List<String> words = new ArrayList<>(List.of(original.strip().split("\\s+")));
        if (words.size() > 3) {
            List<String> half = words.subList(0, words.size() / 2 + 1);
            versions.add(String.join(" ", half));
            List<String> shuffled = new ArrayList<>(words);
            Collections.shuffle(shuffled, random);
            versions.add(String.join(" ", shuffled));
        }
        for (int i = 1; i <= 3; i++) {
            LabelledPair other = pairs.get((index + i * 7) % pairs.size());
            versions.add(other.preferred());
            versions.add(original + "\n" + added(other));
        }
        versions.removeIf(version -> version.isBlank() || version.strip().equals(original.strip()));
        return versions;
    }

    /** The sentences that the rewrite of a pair has and its original has not. */
    static String added(LabelledPair pair) {
        Set<String> known = PromptText.of(pair.original()).sentences().stream()
                .map(span -> span.of(pair.original()))
                .collect(Collectors.toSet());
        return PromptText.of(pair.preferred()).sentences().stream()
                .map(span -> span.of(pair.preferred()))
                .filter(sentence -> !known.contains(sentence))
                .collect(Collectors.joining(" "));
    }
}
