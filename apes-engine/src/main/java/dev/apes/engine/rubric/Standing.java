package dev.apes.engine.rubric;

import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.TaskType;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * How well an original stands on its own, from the text alone: can it be acted on without asking back? The coefficients are fitted
 * on labels of vagueness (Qian et al. 2024, arXiv 2402.09205), the last five set by hand: no such prompts are among them, or it would
 * reward courtesy.
 */
enum Standing {
    /** Content words per word, rare ones counting most. */
    DENSITY,
    /** Natural logarithm of the number of words plus one. */
    LENGTH,
    /** Share of words that talk about oneself. */
    SELF,
    /** Share of vague words and praise. */
    VAGUE,
    /** Names per word: words with a capital inside a sentence, and quotations. */
    NAMES,
    /** Whether there is a number. */
    NUMBERS,
    /** 1 for questions of fact and look-ups, which name what is wanted. */
    LOOKUP,
    /** 1 for explanations and extracts, whose substance exists before anybody asks. */
    KNOWN,
    /** 1 for advice, plans and ideas, which depend on who asks. */
    ADVICE,
    /** 1 for code. */
    CODE,
    /** Share of definite articles: a definite description presupposes that one thing fits it (Russell 1905, Strawson 1950). */
    DEFINITE,
    /** Share of indefinite articles and determiners, which leave open which one of a kind is wanted. */
    INDEFINITE,
    /** Share of "of" and "in", by which a description singles out its thing (the population of, the rivers in). */
    SINGLING,
    /** Share of courtesy and hedging. */
    TALK,
    /** Share of pressure and set phrases. */
    PRESSURE,
    /** Impossible pairs of function words per word. */
    CLASHES,
    /** Structure marks per ten words. */
    MARKS,
    /** Share of words that repeat an earlier pair of words. */
    REPETITION;

    /** What rubric 1.1 did not look at. */
    static final Set<Standing> SINCE_1_2 = Set.copyOf(EnumSet.of(KNOWN, DEFINITE, INDEFINITE, SINGLING));

    static double[] of(OriginalProfile original) {
        TextProfile text = original.profile;
        double[] values = new double[values().length];
        double size = Math.max(1, text.size);
        TaskType type = original.features.taskType();
        values[DENSITY.ordinal()] = original.totalWeight / size;
        values[LENGTH.ordinal()] = Math.log1p(text.size);
        values[SELF.ordinal()] = text.count(Lists.SELF) / size;
        values[VAGUE.ordinal()] = text.count(Lists.VAGUE | Lists.QUALITY) / size;
        values[NAMES.ordinal()] = Math.min(1, (names(text) + original.features.get(PromptFeature.QUOTE_COUNT)) / size);
        values[NUMBERS.ordinal()] = original.features.get(PromptFeature.NUMBER_COUNT) > 0 ? 1 : 0;
        values[LOOKUP.ordinal()] = type == TaskType.FACTUAL_QUESTION || type == TaskType.LOOKUP ? 1 : 0;
        values[ADVICE.ordinal()] = type == TaskType.PLANNING || type == TaskType.BRAINSTORMING ? 1 : 0;
        values[KNOWN.ordinal()] = type == TaskType.EXPLANATION || type == TaskType.EXTRACTION ? 1 : 0;
        values[CODE.ordinal()] = type == TaskType.CODING ? 1 : 0;
        values[DEFINITE.ordinal()] = text.count(Lists.DEFINITE) / size;
        values[INDEFINITE.ordinal()] = text.count(Lists.INDEFINITE) / size;
        values[SINGLING.ordinal()] = text.count(Lists.SINGLING) / size;
        values[TALK.ordinal()] = text.count(Lists.FILLER | Lists.HEDGE) / size;
        values[PRESSURE.ordinal()] = text.count(Lists.PRESSURE | Lists.META) / size;
        values[CLASHES.ordinal()] = WordOrder.implausibility(text);
        double marks = original.features.get(PromptFeature.TAG_COUNT)
                + original.features.get(PromptFeature.HEADING_COUNT)
                + 0.5 * original.features.get(PromptFeature.LIST_ITEM_COUNT);
        values[MARKS.ordinal()] = Math.min(1, marks * 10 / (size + 10));
        values[REPETITION.ordinal()] = repetition(text);
        return values;
    }

    private static double names(TextProfile text) {
        int names = 0;
        for (int i = 1; i < text.size; i++) {
            boolean inside = text.sentence[i] == text.sentence[i - 1];
            char c = text.text.text().charAt(text.text.tokenStart(text.token[i]));
            names += inside && text.kind(i) == UnitKind.RARE && Character.isUpperCase(c) ? 1 : 0;
        }
        return names;
    }

    private static double repetition(TextProfile text) {
        if (text.size < 8) {
            return 0;
        }
        IntTable seen = new IntTable(text.size);
        int repeated = 0;
        for (int i = 1; i < text.size; i++) {
            repeated += seen.putIfAbsent(OriginalProfile.pair(text.word[i - 1], text.word[i]), i) ? 0 : 1;
        }
        return (double) repeated / text.size;
    }

    String facetName() {
        return "original_" + name().toLowerCase(Locale.ROOT);
    }
}
