package dev.apes.engine.rubric;

import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.ProtectedKind;
import dev.apes.engine.text.ProtectedSpan;
import java.util.Arrays;

/** What an original prompt is about and demands, looked up for every version of it. Immutable, so versions can share it. */
final class OriginalProfile {
    /** Total weight of subjects up to which one shared rare word ties a clause in full. */
    private static final double FEW_SUBJECTS = 7;

    /** What a general word counts towards what must be kept; it ties nothing. */
    private static final double GENERAL_WORD = 0.05;

    final TextProfile profile;
    final PromptFeatures features;
    /** Stem to index of a distinct content word. */
    final IntTable subjects;

    final double[] weight;
    final int subjectCount;
    final double totalWeight;
    /**
     * Scale of ties: lifts those of prompts made of everyday words only, and lowers those of prompts that talk about much, with
     * which a clause may share a word by chance.
     */
    final double anchorScale;
    /** All words of the original, function words included. */
    final IntTable words;

    final IntTable bigrams;
    final ProtectedSpan[] hardSpans;
    final int negations;
    final int limits;
    /** Distinct stems of words that demand a form. */
    final int[] forms;
    /** Stems of number words, which are numbers spelt out. */
    final int[] numberWords;
    /** Clauses that ask for something of their own, at least 1. */
    final int parts;
    /** Stretches between marks of structure that hold content words. */
    final int blocks;

    /** Words of courtesy, hedging and talk about oneself. */
    final int talk;

    final int vague;
    final int informal;
    /** Words of pressure and set phrases. */
    final int pressure;

    final boolean hasRequestVerb;
    final Material material;
    final double implausibility;
    private final int[] failure;

    /** Content words of the context that the original itself does not have; null without a context. */
    final IntTable contextSubjects;

    OriginalProfile(String text) {
        this(text, "");
    }

    OriginalProfile(String text, String context) {
        PromptText analysed = PromptText.recent(text);
        profile = new TextProfile(analysed);
        features = PromptFeatures.of(text);
        int size = profile.size;
        subjects = new IntTable(size);
        words = new IntTable(size);
        bigrams = new IntTable(size);
        double[] weights = new double[size];
        int[] formStems = new int[size];
        int formCount = 0;
        IntTable seenForms = new IntTable(size);
        int count = 0;
        double best = 0;
        double total = 0;
        for (int i = 0; i < size; i++) {
            words.putIfAbsent(profile.word[i], i);
            if (i > 0) {
                bigrams.putIfAbsent(pair(profile.word[i - 1], profile.word[i]), i);
            }
            double anchor = profile.kind(i).anchor();
            if (profile.has(i, Lists.FORM)) {
                anchor = Math.max(anchor, UnitKind.GENRE.anchor());
                if (seenForms.putIfAbsent(profile.stem[i], i)) {
                    formStems[formCount++] = profile.stem[i];
                }
            }
            if (anchor == 0 && isGeneralWord(i)) {
                anchor = GENERAL_WORD;
            }
            if (anchor > 0 && subjects.putIfAbsent(profile.stem[i], count)) {
                weights[count++] = anchor;
                total += anchor;
                best = Math.max(best, anchor);
            }
        }
        subjectCount = count;
        weight = Arrays.copyOf(weights, count);
        totalWeight = total;
        double everyday = best == 0 ? 1 : Math.min(2, Math.max(1, 0.8 / best));
        anchorScale = everyday * Math.min(1, Math.sqrt(FEW_SUBJECTS / Math.max(total, FEW_SUBJECTS)));
        hardSpans = analysed.protectedSpans().stream()
                .filter(OriginalProfile::isHard)
                .toArray(ProtectedSpan[]::new);
        negations = profile.countOutsideFiller(Lists.NEGATION);
        limits = profile.count(Lists.LIMIT);
        forms = Arrays.copyOf(formStems, formCount);
        numberWords = java.util.stream.IntStream.range(0, size)
                .filter(i -> profile.has(i, Lists.NUMBER_WORD))
                .map(i -> profile.stem[i])
                .toArray();
        parts = Math.max(1, countParts());
        blocks = countBlocks();
        talk = profile.count(Lists.TALK);
        vague = profile.count(Lists.VAGUE);
        informal = profile.count(Lists.INFORMAL);
        pressure = profile.count(Lists.PRESSURE | Lists.META);
        hasRequestVerb = profile.count(Lists.REQUEST) > 0;
        material = Material.of(analysed);
        implausibility = WordOrder.implausibility(profile);
        failure = failureTable();
        contextSubjects = context.isBlank() ? null : contextSubjects(new TextProfile(PromptText.of(context)));
    }

    private IntTable contextSubjects(TextProfile context) {
        IntTable table = new IntTable(context.size);
        for (int i = 0; i < context.size; i++) {
            UnitKind kind = context.kind(i);
            if ((kind == UnitKind.RARE || kind == UnitKind.COMMON) && subjects.get(context.stem[i]) < 0) {
                table.putIfAbsent(context.stem[i], kind.ordinal());
            }
        }
        return table;
    }

    private int countBlocks() {
        int count = 0;
        int last = -1;
        for (int i = 0; i < profile.size; i++) {
            boolean content = profile.kind(i) == UnitKind.COMMON || profile.kind(i) == UnitKind.RARE;
            if (content && profile.block[i] != last) {
                last = profile.block[i];
                count++;
            }
        }
        return Math.max(1, count);
    }

    private int countParts() {
        int count = 0;
        int position = 0;
        boolean counted = false;
        for (int i = 0; i < profile.size; i++) {
            if (i == 0 || profile.clause[i] != profile.clause[i - 1]) {
                position = 0;
                counted = false;
            }
            boolean asks = profile.has(i, Lists.REQUEST | Lists.INTERROGATIVE) && position < 3;
            count += asks && !counted ? 1 : 0;
            counted |= asks;
            position += profile.has(i, Lists.FILLER) ? 0 : 1;
        }
        return count;
    }

    private boolean isGeneralWord(int i) {
        long judged = Lists.QUALITY
                | Lists.VAGUE
                | Lists.FILLER
                | Lists.PRESSURE
                | Lists.META
                | Lists.HEDGE
                | Lists.REQUEST
                | Lists.SELF;
        return profile.kind(i) == UnitKind.GENERIC && !profile.has(i, judged);
    }

    static int pair(int first, int second) {
        return 31 * first + second * 0x85EBCA6B;
    }

    private static boolean isHard(ProtectedSpan span) {
        return span.kind() != ProtectedKind.OTHER_LANGUAGE;
    }

    /** The first unit of the version at which the whole original stands word for word; −1 if nowhere (Knuth, Morris, Pratt 1977). */
    int verbatimAt(TextProfile version) {
        int size = profile.size;
        if (size < 2) {
            return -1;
        }
        int matched = 0;
        for (int i = 0; i < version.size; i++) {
            while (matched > 0 && version.word[i] != profile.word[matched]) {
                matched = failure[matched - 1];
            }
            if (version.word[i] == profile.word[matched]) {
                matched++;
            }
            if (matched == size) {
                return i - size + 1;
            }
        }
        return -1;
    }

    /**
     * If the version is just the beginning of this prompt: the share of words that its cut tail holds, courtesy and talk about
     * oneself aside. 0 for any other version.
     */
    double cutTail(TextProfile version) {
        if (version.size >= profile.size) {
            return 0;
        }
        for (int i = 0; i < version.size; i++) {
            if (version.word[i] != profile.word[i]) {
                return 0;
            }
        }
        int cut = 0;
        for (int i = version.size; i < profile.size; i++) {
            boolean idle = profile.has(i, Lists.FILLER | Lists.SELF | Lists.HEDGE | Lists.PRESSURE)
                    || profile.kind(i) == UnitKind.FUNCTION;
            cut += idle ? 0 : 1;
        }
        return (double) cut / profile.size;
    }

    private int[] failureTable() {
        int[] table = new int[profile.size];
        int matched = 0;
        for (int i = 1; i < profile.size; i++) {
            while (matched > 0 && profile.word[i] != profile.word[matched]) {
                matched = table[matched - 1];
            }
            if (profile.word[i] == profile.word[matched]) {
                matched++;
            }
            table[i] = matched;
        }
        return table;
    }
}
