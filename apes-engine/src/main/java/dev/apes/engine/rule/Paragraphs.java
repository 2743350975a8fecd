package dev.apes.engine.rule;

import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.ProtectedSpan;
import dev.apes.engine.text.TextSpan;
import java.util.ArrayList;
import java.util.List;

/** Paragraphs as units that can be moved: one that begins inside a quotation or a code block goes with the one before. */
final class Paragraphs {
    private Paragraphs() {}

    static List<TextSpan> of(PromptText text) {
        List<TextSpan> joined = new ArrayList<>();
        for (TextSpan paragraph : text.paragraphs()) {
            TextSpan last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && spansGap(text, last.end(), paragraph.start())) {
                joined.set(joined.size() - 1, new TextSpan(last.start(), paragraph.end()));
            } else {
                joined.add(paragraph);
            }
        }
        return joined;
    }

    private static boolean spansGap(PromptText text, int from, int to) {
        for (ProtectedSpan span : text.protectedSpansIn(from, to)) {
            if (span.start() < from && span.end() > to) {
                return true;
            }
        }
        return false;
    }
}
