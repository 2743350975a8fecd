package dev.apes.engine.rubric;

import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.ProtectedKind;
import dev.apes.engine.text.ProtectedSpan;

/**
 * What of the original's hard demands a version has lost: numbers, quotations, code, addresses, placeholders, negations, limits.
 * Longer spans are compared by pairs of neighbouring tokens, so a re-indented listing is kept and a half-copied one is half lost.
 */
final class Preservation {
    private final OriginalProfile original;
    private final TextProfile version;

    /** Lost spans, each between 0 and 1, summed; numbers, addresses, quotations and code alike. */
    final double lostSpans;
    /** Lost share of negations. */
    final double lostNegations;
    /** Lost share of limiting words. */
    final double lostLimits;
    /** Lost share of words that demand a form (JSON, table, haiku). */
    final double lostForms;

    Preservation(OriginalProfile original, TextProfile version) {
        this.original = original;
        this.version = version;
        lostSpans = (original.hardSpans.length == 0 ? 0 : spans())
                + (original.numberWords.length == 0 ? 0 : missing(original.numberWords));
        lostNegations = lost(original.negations, version.countOutsideFiller(Lists.NEGATION));
        lostLimits = lost(original.limits, version.count(Lists.LIMIT));
        lostForms = original.forms.length == 0 ? 0 : missing(original.forms) / original.forms.length;
    }

    private static double lost(int before, int after) {
        return after >= before ? 0 : (double) (before - after) / before;
    }

    private double missing(int[] sought) {
        IntTable stems = new IntTable(version.size);
        for (int i = 0; i < version.size; i++) {
            stems.putIfAbsent(version.stem[i], i);
        }
        double lost = 0;
        for (int stem : sought) {
            lost += stems.get(stem) < 0 ? 1 : 0;
        }
        return lost;
    }

    private double spans() {
        PromptText text = version.text;
        int tokens = text.tokenCount();
        IntTable singles = new IntTable(tokens);
        IntTable pairs = new IntTable(tokens);
        int previous = 0;
        for (int t = 0; t < tokens; t++) {
            int hash = text.tokenHash(t);
            if (isQuotationMark(text, t)) {
                continue;
            }
            singles.putIfAbsent(hash, t);
            pairs.putIfAbsent(OriginalProfile.pair(previous, hash), t);
            previous = hash;
        }
        for (int i = 0; i < version.size; i++) {
            if (version.kind(i) == UnitKind.NUMBER && singles.get(version.stem[i]) < 0) {
                // "three" stands for 3; the table was sized for one entry a token, of which words of numbers are few
                return spansWithNumberWords(singles, pairs);
            }
        }
        return sum(singles, pairs, null);
    }

    private double spansWithNumberWords(IntTable singles, IntTable pairs) {
        IntTable numbers = new IntTable(version.size);
        for (int i = 0; i < version.size; i++) {
            if (version.kind(i) == UnitKind.NUMBER) {
                numbers.putIfAbsent(version.stem[i], i);
            }
        }
        return sum(singles, pairs, numbers);
    }

    private double sum(IntTable singles, IntTable pairs, IntTable numbers) {
        double lost = 0;
        PromptText text = original.profile.text;
        int t = 0;
        for (ProtectedSpan span : original.hardSpans) {
            while (t < text.tokenCount() && text.tokenStart(t) < span.start()) {
                t++;
            }
            int count = 0;
            int held = 0;
            int first = 0;
            int previous = 0;
            boolean numeric = span.kind() == ProtectedKind.NUMBER;
            for (; t < text.tokenCount() && text.tokenEnd(t) <= span.end(); t++) {
                if (isQuotationMark(text, t)) {
                    continue;
                }
                int hash = text.tokenHash(t);
                if (count == 0) {
                    first = hash;
                } else {
                    held += pairs.get(OriginalProfile.pair(previous, hash)) >= 0 ? 1 : 0;
                }
                previous = hash;
                count++;
                if (numeric) {
                    // the unit may be spelt otherwise
                    count = 1;
                    break;
                }
            }
            if (count == 1) {
                lost += singles.get(first) >= 0 || numbers != null && numbers.get(first) >= 0 ? 0 : 1;
            } else if (count > 1) {
                double missing = 1 - (double) held / (count - 1);
                lost += missing > 0 && isExact(span.kind()) ? 1 : missing;
            }
        }
        return lost;
    }

    private static boolean isExact(ProtectedKind kind) {
        return kind == ProtectedKind.URL
                || kind == ProtectedKind.EMAIL
                || kind == ProtectedKind.PATH
                || kind == ProtectedKind.PLACEHOLDER;
    }

    private static boolean isQuotationMark(PromptText text, int token) {
        char c = text.text().charAt(text.tokenStart(token));
        return c == '"' || c == '\'' || c == '“' || c == '”' || c == '‘' || c == '’' || c == '`' || c == '«'
                || c == '»';
    }
}
