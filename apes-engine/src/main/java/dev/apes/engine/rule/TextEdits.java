package dev.apes.engine.rule;

import dev.apes.api.rule.Edit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements of ranges of one text, collected and then applied at once; overlapping later ones are ignored. */
final class TextEdits {
    private record Replacement(int start, int end, String text, String reason) {}

    private final String source;
    private final List<Replacement> replacements = new ArrayList<>();

    TextEdits(String source) {
        this.source = source;
    }

    boolean isEmpty() {
        return replacements.isEmpty();
    }

    void replace(int start, int end, String text, String reason) {
        for (Replacement other : replacements) {
            if (start < other.end() && end > other.start()) {
                return;
            }
        }
        replacements.add(new Replacement(start, end, text, reason));
    }

    /** Applies all, and describes each in {@code edits}. */
    String apply(List<Edit> edits) {
        replacements.sort(Comparator.comparingInt(Replacement::start));
        StringBuilder out = new StringBuilder(source.length());
        int at = 0;
        for (Replacement r : replacements) {
            out.append(source, at, r.start()).append(r.text());
            at = r.end();
            String before = source.substring(r.start(), r.end());
            boolean removal = r.text().length() < 2 && before.strip().length() > 2;
            // of "Can you write" to "Write", the W is not part of what was removed
            boolean recased = removal
                    && r.text().length() == 1
                    && Character.isLetter(r.text().charAt(0))
                    && before.regionMatches(true, before.length() - 1, r.text(), 0, 1);
            if (!r.reason().isEmpty()) {
                edits.add(new Edit(
                        removal ? Edit.Kind.REMOVE : Edit.Kind.REPLACE,
                        (recased ? before.substring(0, before.length() - 1) : before).strip(),
                        removal ? "" : r.text().strip(),
                        r.reason()));
            }
        }
        return out.append(source, at, source.length()).toString();
    }
}
