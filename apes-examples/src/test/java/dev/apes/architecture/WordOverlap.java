package dev.apes.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds what two packages say in the same words. */
final class WordOverlap {

    private static final double MOST_IN_COMMON = 0.25;
    private static final int SMALLEST_LIST = 8;

    private WordOverlap() {}

    /** Returns one sentence for each finding, none when the packages stay apart. */
    static List<String> between(List<WordSource> these, List<WordSource> those, Set<String> allowedPhrases) {
        List<String> findings = new ArrayList<>();
        for (WordSource one : these) {
            for (WordSource other : those) {
                String both = one.name() + " and " + other.name();
                Set<String> phrases = common(one.phrases(), other.phrases());
                phrases.removeAll(allowedPhrases);
                if (!phrases.isEmpty()) {
                    findings.add(both + " share the phrases " + phrases);
                }
                double share = jaccard(one.entries(), other.entries());
                int smaller = Math.min(one.entries().size(), other.entries().size());
                if (share > MOST_IN_COMMON && smaller >= SMALLEST_LIST) {
                    findings.add("%s share %.0f %% of their entries: %s"
                            .formatted(both, 100 * share, common(one.entries(), other.entries())));
                }
            }
        }
        return findings;
    }

    private static Set<String> common(Set<String> one, Set<String> other) {
        Set<String> common = new TreeSet<>(one);
        common.retainAll(other);
        return common;
    }

    private static double jaccard(Set<String> one, Set<String> other) {
        double common = common(one, other).size();
        return common == 0 ? 0 : common / (one.size() + other.size() - common);
    }
}
