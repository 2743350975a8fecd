package dev.apes.engine.corpus;

import dev.apes.api.Checks;
import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;
import java.util.List;
import java.util.Optional;

/**
 * Decides which generated texts may become training prompts: of a sensible length, in English, not made of the same words
 * over and over, without leaks ({@link LeakCheck}) and different from those accepted before. One filter serves one session;
 * not thread-safe, for it remembers what it accepted.
 */
public final class GeneratedPromptFilter {
    /** Share of different words below which a longer text repeats itself. */
    private static final double REPETITIVE = 0.25;

    private static final int LONG_ENOUGH_TO_REPEAT = 30;

    private final LeakCheck leaks;
    private final Limits limits;
    private final ShingleIndex accepted = new ShingleIndex(PromptSplit.NEAR_DUPLICATE, List.of());

    /**
     * What texts are accepted.
     *
     * @param minWords fewest words, at least 1
     * @param maxWords most words
     * @param anyLanguage whether texts in other languages than English are accepted
     */
    public record Limits(int minWords, int maxWords, boolean anyLanguage) {
        /** 2 to 2,000 words of English. */
        public static final Limits DEFAULT = new Limits(2, 2_000, false);

        /** Validates. */
        public Limits {
            Checks.atLeast(minWords, 1, "minWords");
            Checks.atLeast(maxWords, minWords, "maxWords");
        }
    }

    /** What is wrong with a text. */
    public enum Flaw {
        /** Blank, or fewer words than the limit. */
        TOO_SHORT,
        /** More words than the limit. */
        TOO_LONG,
        /** Contains a NUL or other control characters that no keyboard makes. */
        NOT_TEXT,
        /** Not in English. */
        NOT_ENGLISH,
        /** Hardly any different words. */
        REPETITIVE,
        /** Too close to a holdout prompt. */
        NEAR_HOLDOUT,
        /** Too close to a validation prompt. */
        NEAR_VALIDATION,
        /** A near-duplicate of a training prompt. */
        COPY_OF_TRAINING,
        /** A near-duplicate of a text accepted before. */
        COPY_OF_GENERATED
    }

    /**
     * Why a text was refused.
     *
     * @param flaw what is wrong
     * @param detail with values, for the log
     */
    public record Refusal(Flaw flaw, String detail) {}

    /**
     * @param leaks the prompts in use
     * @param limits what is accepted
     */
    public GeneratedPromptFilter(LeakCheck leaks, Limits limits) {
        this.leaks = leaks;
        this.limits = limits;
    }

    /**
     * Looks at a text, and remembers it if it is accepted.
     *
     * @param text a generated text, anything
     * @return empty if it may be used, else the first flaw found
     */
    public Optional<Refusal> offer(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
                return refusal(Flaw.NOT_TEXT, "control character U+%04X at offset %d".formatted((int) c, i));
            }
        }
        Optional<Refusal> unfit = measured(PromptFeatures.of(text));
        if (unfit.isPresent()) {
            return unfit;
        }
        Optional<LeakCheck.Leak> leak = leaks.check(text);
        if (leak.isPresent()) {
            return refusal(
                    Flaw.valueOf(leak.get().reason().name()),
                    "similarity %.2f to prompt %s"
                            .formatted(leak.get().similarity(), leak.get().promptId()));
        }
        long[] shingles = WordShingles.of(WordShingles.normalise(text));
        List<ShingleIndex.Hit> copies = accepted.similarTo(shingles, i -> true);
        if (!copies.isEmpty()) {
            return refusal(
                    Flaw.COPY_OF_GENERATED,
                    "similarity %.2f to an accepted text"
                            .formatted(copies.get(0).similarity()));
        }
        accepted.add(shingles);
        return Optional.empty();
    }

    private Optional<Refusal> measured(PromptFeatures features) {
        int words = features.wordCount();
        double different = features.get(PromptFeature.TYPE_TOKEN_RATIO);
        if (words < limits.minWords()) {
            return refusal(Flaw.TOO_SHORT, words + " words, at least " + limits.minWords());
        }
        if (words > limits.maxWords()) {
            return refusal(Flaw.TOO_LONG, words + " words, at most " + limits.maxWords());
        }
        if (!limits.anyLanguage() && !features.english()) {
            return refusal(Flaw.NOT_ENGLISH, "not in English");
        }
        // by Heaps' law the share of different words falls with the root of the length, long texts are judged less
        if (words >= LONG_ENOUGH_TO_REPEAT && different < REPETITIVE * Math.min(1, Math.sqrt(300.0 / words))) {
            return refusal(Flaw.REPETITIVE, "%.0f %% different words".formatted(100 * different));
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refusal(Flaw flaw, String detail) {
        return Optional.of(new Refusal(flaw, detail));
    }
}
