package dev.apes.engine.rubric;

import dev.apes.engine.text.Line;
import dev.apes.engine.text.LineKind;
import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.ProtectedKind;
import dev.apes.engine.text.TaskType;
import dev.apes.engine.text.TokenKind;

/** Measures every {@link Facet} of a version against its original. */
final class Comparison {
    /** Detail at which half of what details can earn is earned: some two specific additions. */
    private static final double HALF_DETAIL = 2;

    private static final double TOLERATED_LOSS = 0.15;
    private static final Facet[] FACETS = Facet.values();
    private final OriginalProfile original;
    private final TextProfile version;
    private final PromptFeatures before;
    private final PromptFeatures after;
    private final double[] values = new double[FACETS.length];

    private Comparison(OriginalProfile original, PromptText text) {
        this.original = original;
        this.version = new TextProfile(text);
        this.before = original.features;
        this.after = PromptFeatures.of(text.text());
    }

    /** The facets in the order of their enum; all 0 if the two texts have the same words, numbers and marks in the same order. */
    static double[] of(OriginalProfile original, String text) {
        PromptText analysed = PromptText.recent(text);
        if (sameTokens(original.profile.text, analysed)) {
            return new double[FACETS.length];
        }
        return new Comparison(original, analysed).measure();
    }

    private static boolean sameTokens(PromptText a, PromptText b) {
        if (a.tokenCount() != b.tokenCount()) {
            return false;
        }
        for (int t = 0; t < a.tokenCount(); t++) {
            if (a.tokenHash(t) != b.tokenHash(t)) {
                return false;
            }
        }
        return true;
    }

    private double[] measure() {
        Additions additions = new Additions(original, version);
        Preservation preservation = new Preservation(original, version);
        double need = need();
        double cutTail = original.cutTail(version);
        double lostContent = Math.max(lostContent(additions), cutTail > 0 ? 0.1 + 0.5 * cutTail : 0);
        double disorder = WordOrder.disorder(original, version);
        double ungrammatical = WordOrder.implausibility(version) - original.implausibility;
        // one lost of two weighs more than one lost of twenty
        double spans = original.hardSpans.length + original.numberWords.length;
        double lostSpans = saturate(preservation.lostSpans, 0.5 + 0.5 * spans);
        double kept = Math.max(0, 1 - 1.5 * lostContent)
                * Math.max(0, 1 - 1.5 * disorder)
                * (1 - lostSpans)
                / (1 + preservation.lostNegations);

        double room = before.taskType() == TaskType.FACTUAL_QUESTION ? 2 + 8 * need : 5 + 10 * need;
        set(Facet.DETAIL, kept * Math.min(additions.detail, room) / (Math.min(additions.detail, room) + HALF_DETAIL));
        set(Facet.EXCESS_DETAIL, saturate(Math.max(0, additions.detail - room), room));
        set(Facet.DELIVERABLE, kept * Math.min(1, additions.deliverables));
        set(Facet.REQUEST, additions.tiedRequest ? kept * request() : 0);
        fillers(kept);
        set(Facet.CONCISION, cutTail > 0 || lostSpans > 0 ? 0 : kept * concision(additions.recall));
        structure(need, kept, additions.blocks - original.blocks);
        set(Facet.SEPARATION, separation(kept));
        set(Facet.BURDEN, saturate(additions.burden, 6 + 0.4 * original.profile.size));
        set(Facet.LOST_CONTENT, lostContent);
        set(Facet.LOST_SPANS, lostSpans);
        set(
                Facet.LOST_LIMITS,
                Math.min(1, preservation.lostNegations + 0.5 * preservation.lostLimits + preservation.lostForms));
        set(Facet.DISORDER, disorder);
        set(Facet.UNGRAMMATICAL, Math.min(1, 5 * Math.max(0, ungrammatical)));
        set(Facet.WELL_FORMED, kept * wellFormed(-ungrammatical));
        return values;
    }

    /** Lost share of the subject; part of it may stand there in other words, which a clause on the same subject brought instead. */
    private double lostContent(Additions additions) {
        double lost = original.totalWeight * (1 - additions.recall);
        double replaced = Math.min(0.6 * lost, 0.6 * additions.substitutes) * Math.min(1, 2 * additions.recall);
        double share = original.totalWeight == 0 ? 0 : (lost - replaced) / original.totalWeight;
        // where nothing new came in, words were cut, not put otherwise
        double tolerated = TOLERATED_LOSS * Math.min(1, additions.substitutes);
        return Math.max(0, share - tolerated) / (1 - tolerated);
    }

    /** How much there is to say and to arrange, 0 to 1: next to nothing for a plain question of fact. */
    private double need() {
        double requests = Math.max(original.parts - 1, Math.max(0, before.get(PromptFeature.REQUEST_COUNT) - 1)) / 4;
        double length = Math.max(0, before.wordCount() - 25) / 150.0;
        double material = before.get(PromptFeature.MATERIAL_SHARE) > 0 ? 0.3 : 0;
        return Math.min(1, 0.8 * before.complexity() + 0.4 * requests + 0.4 * length + material);
    }

    private double request() {
        if (original.hasRequestVerb) {
            return 0;
        }
        return before.get(PromptFeature.QUESTION_COUNT) > 0 ? 0.3 : 1;
    }

    private void fillers(double kept) {
        double sizeBefore = original.profile.size;
        double talkChange = version.count(Lists.TALK) - original.talk;
        double vagueChange = version.count(Lists.VAGUE) - original.vague;
        double informalChange = version.count(Lists.INFORMAL) - original.informal;
        double pressure = Math.max(0, version.count(Lists.PRESSURE | Lists.META) - original.pressure);
        set(Facet.CUT_FILLER, kept * Math.min(1, 3 * Math.max(0, -talkChange) / (sizeBefore + 6)));
        set(Facet.LESS_VAGUE, kept * Math.min(1, 4 * Math.max(0, -vagueChange) / (sizeBefore + 6)));
        set(Facet.PLAIN_SPELLING, kept * Math.min(1, 3 * Math.max(0, -informalChange) / (sizeBefore + 6)));
        set(
                Facet.ADDED_FILLER,
                Math.min(
                        1,
                        (0.5 * Math.max(0, talkChange) + Math.max(0, vagueChange) + 2 * pressure) / (sizeBefore + 10)));
    }

    /** Fewer impossible pairs of words, an end mark where there was none, an auxiliary where a question lacked it. */
    private double wellFormed(double fewerClashes) {
        double mended = Math.min(1, 5 * Math.max(0, fewerClashes));
        mended += endsOpen(original.profile.text) && !endsOpen(version.text) ? 0.3 : 0;
        mended += WordOrder.lacksAuxiliary(original.profile) && !WordOrder.lacksAuxiliary(version) ? 0.5 : 0;
        return Math.min(1, mended);
    }

    private static boolean endsOpen(PromptText text) {
        int last = text.tokenCount() - 1;
        return last >= 0 && (text.tokenKind(last) == TokenKind.WORD || text.tokenKind(last) == TokenKind.NUMBER);
    }

    private double concision(double recall) {
        double shorter = Math.max(0, original.profile.size - version.size) / (original.profile.size + 4.0);
        return Math.min(1, 2 * shorter) * Math.min(1, Math.max(0, (recall - 0.85) / 0.15));
    }

    /** Marks are useful where they part the original's own content, and as far as it has parts. */
    private void structure(double need, double kept, int splits) {
        double added = Math.max(0, marks(version.text, after) - marks(original.profile.text, before));
        double room = 10 * Math.max(0, need - 0.25) + 1.5 * (original.parts - 1);
        double useful = Math.min(added, Math.min(room, 2.0 * Math.max(0, splits)));
        set(Facet.STRUCTURE, kept * saturate(useful, 2));
        set(Facet.EXCESS_STRUCTURE, saturate(added - useful, 3 + room));
    }

    private static double marks(PromptText text, PromptFeatures features) {
        int tables = 0;
        for (Line line : text.lines()) {
            tables += line.kind() == LineKind.TABLE ? 1 : 0;
        }
        return features.get(PromptFeature.LIST_ITEM_COUNT)
                + features.get(PromptFeature.HEADING_COUNT)
                + 0.75 * features.get(PromptFeature.TAG_COUNT)
                + tables;
    }

    private double separation(double kept) {
        Material was = original.material;
        if (!was.present()) {
            return 0;
        }
        Material now = Material.of(version.text);
        if (was.separated()) {
            return now.present() && !now.separated() ? -1 : 0;
        }
        return now.separated() && sameStart(was, now) ? kept : 0;
    }

    /** Whether the two materials begin with the same words, opening marks and tags left aside. */
    private boolean sameStart(Material was, Material now) {
        int a = firstWord(original.profile.text, was.start());
        int b = firstWord(version.text, now.start());
        for (int i = 0; i < 3; i++) {
            if (a >= original.profile.text.tokenCount()
                    || b >= version.text.tokenCount()
                    || original.profile.text.tokenHash(a) != version.text.tokenHash(b)) {
                return false;
            }
            a++;
            b++;
        }
        return true;
    }

    private static int firstWord(PromptText text, int offset) {
        int t = 0;
        while (t < text.tokenCount()
                && (text.tokenStart(t) < offset
                        || text.tokenKind(t) != TokenKind.WORD && text.tokenKind(t) != TokenKind.NUMBER
                        || isTagName(text, t))) {
            t++;
        }
        return t;
    }

    private static boolean isTagName(PromptText text, int token) {
        return text.protectedSpansIn(text.tokenStart(token), text.tokenEnd(token)).stream()
                .anyMatch(span -> span.kind() == ProtectedKind.TAG);
    }

    private static double saturate(double amount, double half) {
        return amount / (amount + half);
    }

    private void set(Facet facet, double value) {
        values[facet.ordinal()] = value;
    }
}
