package dev.apes.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds what a person may have meant. */
final class Suggestion {
    private Suggestion() {}

    /**
     * @param given a name that is not known
     * @param known the names there are
     * @return {@code "; did you mean 'x'?"} for a close one, otherwise the list of them
     */
    static String among(String given, Collection<String> known) {
        List<String> close = new ArrayList<>();
        int best = Math.max(2, given.length() / 3);
        for (String name : known) {
            int distance = distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < best) {
                close.clear();
                best = distance;
            }
            if (distance <= best) {
                close.add(name);
            }
        }
        if (known.isEmpty()) {
            return "; none is installed";
        }
        return close.isEmpty()
                ? "; known: " + String.join(", ", known)
                : "; did you mean '" + String.join("' or '", close) + "'?";
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
