package dev.apes.engine.rubric;

import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TokenKind;

/**
 * Walks the clauses of a version and weighs what each brings: which of the original's subjects it takes up for the first time, how
 * firmly it is tied to them, how many new specific words it holds, and how much of it fits any prompt.
 *
 * <p>A clause is tied to the prompt by the original's own content words in it, rare words more than frequent ones, and the less the
 * more subjects the prompt names. A clause that goes on in a sentence of its own making shares half of that sentence's tie; one
 * behind the verbatim original does so only where no sentence ends between. A sentence that would stand unchanged under any other
 * prompt therefore has no tie, and a text transplanted from another prompt earns nothing.
 *
 * <p>A tie is needed but not enough. A sentence that only adds earns by concrete new words, out of proportion little when they are few
 * or drowned in words the prompt has said already: a frame around the prompt's own phrase narrows nothing. Sentences that say who to
 * be, and pressure, earn nothing whatever they name.
 */
final class Additions {
    private static final double TIE_RATE = 1.1;
    private static final double TIE_THRESHOLD = 0.18;
    private static final double INHERITED = 0.5;
    private static final double MAX_NEW = 4;
    /** Below this many new words a clause earns out of proportion little, since any frame brings one or two along. */
    private static final double FEW_NEWS = 1;

    private static final double DENSITY = 3;

    private static final double EVERYDAY_DISCOUNT = 0.25;

    private final OriginalProfile original;
    private final TextProfile version;
    private final int size;
    /** Segment of each unit: clauses, cut again around the verbatim original. */
    private final int[] segment;

    private final int[] group;
    private boolean verbatim;
    private final int segmentCount;
    private final double[] tie;
    private final double[] firstTie;
    private final double[] fresh;
    /** The part of the news that names things rather than judges, frames or promises. */
    private final double[] concrete;

    private final double[] groupTie;
    private final int[] words;
    private final int[] generic;
    private final int[] function;
    /** Words of the original's subjects, which a segment that does not restate them just says again. */
    private final int[] echoed;
    /** Groups that say who to be. */
    private final boolean[] role;

    private final boolean[] pressure;
    private final boolean[] covered;

    /** Sum over segments of tie times new specific words. */
    double detail;
    /** Words of added segments that earn nothing. */
    double burden;
    /** Weight of the original's subjects that the version still holds, as a share. */
    double recall;
    /** Weight of new specific words in clauses that restate the original: what may stand in for words they dropped. */
    double substitutes;
    /** Stretches between marks of structure that each take up subjects of the original for the first time. */
    int blocks;
    /** Whether some clause that asks for work is tied to the subject. */
    boolean tiedRequest;
    /** Deliverables and dimensions newly named in tied segments. */
    double deliverables;

    Additions(OriginalProfile original, TextProfile version) {
        this.original = original;
        this.version = version;
        this.size = version.size;
        this.segment = new int[size];
        this.group = new int[size + 1];
        this.segmentCount = segments();
        tie = new double[segmentCount];
        firstTie = new double[segmentCount];
        fresh = new double[segmentCount];
        concrete = new double[segmentCount];
        words = new int[segmentCount];
        generic = new int[segmentCount];
        function = new int[segmentCount];
        echoed = new int[segmentCount];
        role = new boolean[segmentCount];
        pressure = new boolean[segmentCount];
        covered = new boolean[original.subjectCount];
        groupTie = new double[segmentCount];
        scan();
        total();
    }

    /** Numbers the segments, and gives each the number of the group of segments whose tie it may share. */
    private int segments() {
        int verbatim = original.verbatimAt(version);
        this.verbatim = verbatim >= 0;
        int behind = verbatim < 0 ? -1 : verbatim + original.profile.size;
        int current = -1;
        int currentGroup = -1;
        for (int i = 0; i < size; i++) {
            boolean newSentence = i == 0 || version.sentence[i] != version.sentence[i - 1];
            boolean newClause = newSentence || version.clause[i] != version.clause[i - 1];
            boolean cut = i == verbatim || i == behind;
            if (newClause || cut) {
                current++;
                if (newSentence || i == verbatim || i == behind && startsAnew(i)) {
                    currentGroup++;
                }
                group[current] = currentGroup;
            }
            segment[i] = current;
        }
        return current + 1;
    }

    /** Whether what stands behind the verbatim original begins a line or, by its capital, a sentence of its own. */
    private boolean startsAnew(int unit) {
        PromptText text = version.text;
        int start = text.tokenStart(version.token[unit]);
        if (Character.isUpperCase(text.text().charAt(start))) {
            return true;
        }
        for (int i = text.tokenEnd(version.token[unit - 1]); i < start; i++) {
            char c = text.text().charAt(i);
            if (c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    private void scan() {
        boolean[] copied = copied();
        cover(copied, true);
        cover(copied, false);
        coverInsideCode();
        IntTable seen = new IntTable(size);
        int[] lastSegment = new int[original.subjectCount];
        double[] deliverable = new double[segmentCount];
        for (int i = 0; i < size; i++) {
            int s = segment[i];
            UnitKind kind = version.kind(i);
            words[s]++;
            boolean known = original.words.get(version.word[i]) >= 0;
            pressure[s] |= !known && version.has(i, Lists.PRESSURE);
            role[group[s]] |= !known && version.has(i, Lists.ROLE);
            function[s] += kind == UnitKind.FUNCTION ? 1 : 0;
            int subject = kind == UnitKind.FUNCTION ? -1 : original.subjects.get(version.stem[i]);
            if (subject >= 0) {
                if (lastSegment[subject] != s + 1) {
                    lastSegment[subject] = s + 1;
                    // equal numbers are chance, not subject
                    tie[s] += kind == UnitKind.NUMBER || kind == UnitKind.GENERIC ? 0 : original.weight[subject];
                }
                echoed[s]++;
            } else if (!known) {
                boolean isNew = seen.putIfAbsent(version.stem[i], 1);
                generic[s] += kind == UnitKind.GENERIC && !version.has(i, Lists.FILLER) ? 1 : 0;
                if (isNew) {
                    tie[s] += contextTie(kind, i);
                    fresh[s] += freshness(kind, i);
                    concrete[s] += concreteness(kind, i);
                    deliverable[s] += version.has(i, Lists.DELIVERABLE) ? 1 : 0;
                }
            }
        }
        for (int s = 0; s < segmentCount; s++) {
            // what repeats the original once more lends its tie to nothing
            groupTie[group[s]] += copied[s] && firstTie[s] == 0 ? 0 : tie[s];
        }
        int position = 0;
        // where the original names nothing, as a greeting does, any request is a step, unless just put beside it
        boolean nothingNamed = original.totalWeight < UnitKind.GENRE.anchor();
        for (int i = 0; i < size; i++) {
            position = i == 0 || segment[i] != segment[i - 1] ? 0 : position;
            boolean tied = strength(tie[segment[i]]) > 0 || nothingNamed && !verbatim;
            tiedRequest |= position < 2 && version.has(i, Lists.REQUEST) && tied;
            position += version.has(i, Lists.FILLER) ? 0 : 1;
        }
        for (int s = 0; s < segmentCount; s++) {
            boolean restates = !pressure[s] && !role[group[s]];
            deliverables += restates ? Math.min(1, deliverable[s]) * strength(tie[s]) : 0;
        }
    }

    /**
     * Notes which segment takes up each subject of the original first. Segments that copy the original come before others, so that
     * a frame put in front of it ("about X: ...") is not taken for the prompt itself.
     */
    private void cover(boolean[] copied, boolean copies) {
        int lastBlock = -1;
        for (int i = 0; i < size; i++) {
            int s = segment[i];
            int subject = copied[s] != copies || version.kind(i) == UnitKind.FUNCTION
                    ? -1
                    : original.subjects.get(version.stem[i]);
            if (subject >= 0 && !covered[subject]) {
                covered[subject] = true;
                firstTie[s] += original.weight[subject];
                if (version.block[i] != lastBlock && original.weight[subject] >= UnitKind.COMMON.anchor()) {
                    lastBlock = version.block[i];
                    blocks++;
                }
            }
        }
    }

    /** Words that a version moved into a code block are kept, too. */
    private void coverInsideCode() {
        PromptText text = version.text;
        int unit = 0;
        for (int t = 0; t < text.tokenCount(); t++) {
            if (unit < size && version.token[unit] == t) {
                unit++;
            } else if (text.tokenKind(t) == TokenKind.WORD || text.tokenKind(t) == TokenKind.NUMBER) {
                boolean number = text.tokenKind(t) == TokenKind.NUMBER;
                int stem = number ? text.tokenHash(t) : Stemmer.hash(text.text(), text.tokenStart(t), text.tokenEnd(t));
                int subject = original.subjects.get(stem);
                if (subject >= 0) {
                    covered[subject] = true;
                }
            }
        }
    }

    /** Which segments are nearly word for word runs of the original. */
    private boolean[] copied() {
        int[] pairs = new int[segmentCount];
        int[] kept = new int[segmentCount];
        for (int i = 1; i < size; i++) {
            if (segment[i] == segment[i - 1]) {
                pairs[segment[i]]++;
                kept[segment[i]] +=
                        original.bigrams.get(OriginalProfile.pair(version.word[i - 1], version.word[i])) >= 0 ? 1 : 0;
            }
        }
        boolean[] copied = new boolean[segmentCount];
        for (int s = 0; s < segmentCount; s++) {
            copied[s] = kept[s] >= 0.75 * pairs[s];
        }
        return copied;
    }

    /** Half the usual tie for a word of the prompt's context. */
    private double contextTie(UnitKind kind, int unit) {
        boolean known = original.contextSubjects != null
                && kind != UnitKind.FUNCTION
                && original.contextSubjects.get(version.stem[unit]) >= 0;
        return known ? kind.anchor() / 2 : 0;
    }

    private double freshness(UnitKind kind, int unit) {
        if (version.has(unit, Lists.PRESSURE | Lists.META | Lists.QUALITY)) {
            return 0;
        }
        return switch (kind) {
            case RARE, NUMBER -> 1;
            case COMMON -> 0.6;
            case GENRE -> version.has(unit, Lists.DIMENSION) ? 0.7 : 0.4;
            case GENERIC -> version.has(unit, Lists.DIMENSION) ? 0.4 : 0;
            case FUNCTION -> version.has(unit, Lists.INTERROGATIVE) ? 0.15 : 0;
        };
    }

    /** Freshness for a clause that only adds: words that fit a remark about any task count nothing, frequent ones less. */
    private double concreteness(UnitKind kind, int unit) {
        if (version.has(unit, Lists.ABSTRACT)) {
            return 0;
        }
        boolean plain = kind == UnitKind.COMMON || kind == UnitKind.GENRE && !version.has(unit, Lists.DIMENSION);
        return Math.max(0, freshness(kind, unit) - (plain ? EVERYDAY_DISCOUNT : 0));
    }

    private double strength(double weight) {
        double raw = 1 - Math.exp(-TIE_RATE * weight * original.anchorScale);
        return Math.max(0, (raw - TIE_THRESHOLD) / (1 - TIE_THRESHOLD));
    }

    /**
     * How much an added segment narrows the task: its new specific words beyond the first common one, as far as they are not drowned
     * in words that the prompt has said already. A frame around a pasted phrase of the prompt narrows nothing.
     */
    private double narrowing(int s) {
        double news = concrete[s];
        if (news <= 0) {
            return 0;
        }
        double density = news / (news + echoed[s] + 0.5 * generic[s]);
        return Math.min(MAX_NEW, news * news / (news + FEW_NEWS)) * Math.min(1, DENSITY * density * density);
    }

    private void total() {
        double held = 0;
        for (int i = 0; i < covered.length; i++) {
            held += covered[i] ? original.weight[i] : 0;
        }
        recall = original.totalWeight == 0 ? 1 : Math.min(1, held / original.totalWeight);
        boolean[] groupRestates = new boolean[segmentCount];
        for (int s = 0; s < segmentCount; s++) {
            groupRestates[group[s]] |= firstTie[s] > 0;
        }
        for (int s = 0; s < segmentCount; s++) {
            double own = strength(tie[s]);
            double a = Math.max(own, INHERITED * strength(groupTie[group[s]]));
            boolean idle = pressure[s] || role[group[s]];
            boolean restates = firstTie[s] > 0 && !idle;
            double news = idle ? 0 : groupRestates[group[s]] ? Math.min(MAX_NEW, fresh[s]) : narrowing(s);
            detail += a * news;
            double used = Math.min(1, news / (1 + 0.15 * words[s]));
            if (restates) {
                // a clause that restates the original is charged for its added generalities only
                burden += 0.4 * generic[s] * (1 - a * used);
                substitutes += fresh[s];
            } else {
                int charged = a > 0 ? words[s] - function[s] : words[s];
                burden += charged * (1 - a * used) * (pressure[s] ? 2 : 1);
            }
        }
    }
}
