package dev.apes.engine.rule;

import dev.apes.engine.text.LexiconMatches;

/** How clear a prompt is to a reader who knows nothing else, 0 to 1: a rough guide for the clarity rule, no measure of quality. */
final class ClarityScore {
    private static final int LONG_SENTENCE = 25;
    private static final long FORM = WordLists.COVERS.mask("format") | WordLists.COVERS.mask("length");

    private ClarityScore() {}

    static double of(Reading reading) {
        double score = 1;
        score -= Math.min(0.3, 0.1 * Vagueness.count(reading));
        score -= Math.min(0.2, 0.1 * LongSentences.count(reading.text(), reading.material(), LONG_SENTENCE));
        score -= 0.3 * OpenPoints.openShare(reading);
        score -= reading.numbered() || reading.settles(FORM) ? 0 : 0.15;
        score -= reading.material().present() && !reading.material().separated() ? 0.2 : 0;
        score -= opensWithPadding(reading) ? 0.15 : 0;
        Request request = reading.request();
        score -= request == null || request.form() == Request.Form.STATEMENT
                ? 0.15
                : request.form() == Request.Form.WISH ? 0.1 : 0;
        return Math.max(0, score);
    }

    private static boolean opensWithPadding(Reading reading) {
        Request request = reading.request();
        if (request == null) {
            return false;
        }
        LexiconMatches grammar = reading.grammar();
        int first = reading.text().sentenceFirstToken(request.sentence());
        return request.form() == Request.Form.COMMAND && (grammar.mask(first) & WordLists.OPENER) != 0;
    }
}
