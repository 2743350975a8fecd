package dev.apes.engine.corpus;

import dev.apes.api.Prompt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps generated prompts from carrying validation or holdout prompts into training, and from copying training prompts.
 * Built once per split; immutable and thread-safe afterwards; a check costs microseconds.
 */
public final class LeakCheck {
    /** What a prompt must not be too close to. */
    private record Known(Prompt prompt, SplitSide side, long[] shingles) {}

    private final List<Known> known;
    private final ShingleIndex index;
    private final Map<String, Known> exact;

    private LeakCheck(List<Known> known) {
        this.known = known;
        List<long[]> sets = known.stream().map(Known::shingles).toList();
        index = new ShingleIndex(PromptSplit.TOO_CLOSE, sets);
        sets.forEach(index::add);
        // evaluation sides come first in the list and win where a text is on both
        exact = known.stream()
                .collect(Collectors.toMap(
                        k -> WordShingles.normalise(k.prompt()), Function.identity(), (a, b) -> a, TreeMap::new));
    }

    /** Why a generated prompt is refused. */
    public enum Reason {
        /** As close to a holdout prompt as the split forbids ({@link PromptSplit#TOO_CLOSE}). */
        NEAR_HOLDOUT,
        /** As close to a validation prompt as the split forbids. */
        NEAR_VALIDATION,
        /** A near-duplicate of a training prompt ({@link PromptSplit#NEAR_DUPLICATE}). */
        COPY_OF_TRAINING
    }

    /**
     * A refusal.
     *
     * @param reason what is wrong
     * @param promptId the prompt it is too close to
     * @param similarity Jaccard index over runs of three words, in (0, 1]
     */
    public record Leak(Reason reason, String promptId, double similarity) {}

    /**
     * @param split the prompts in use
     * @return the check
     */
    public static LeakCheck against(PromptSplit split) {
        return new LeakCheck(Stream.of(
                        known(split.holdout(), SplitSide.HOLDOUT),
                        known(split.validation(), SplitSide.VALIDATION),
                        known(split.training(), SplitSide.TRAINING))
                .flatMap(Function.identity())
                .toList());
    }

    private static Stream<Known> known(List<Prompt> prompts, SplitSide side) {
        return prompts.stream().map(p -> new Known(p, side, WordShingles.of(p).shingles()));
    }

    /**
     * @param text a generated prompt
     * @return why it must not be used, the worst reason first (holdout, validation, copy); empty if it may
     */
    public Optional<Leak> check(String text) {
        String normalised = WordShingles.normalise(text);
        Known same = exact.get(normalised);
        if (same != null) {
            return Optional.of(leak(same, 1));
        }
        List<Leak> leaks = new ArrayList<>();
        for (ShingleIndex.Hit hit : index.similarTo(WordShingles.of(normalised), i -> true)) {
            Known near = known.get(hit.set());
            if (near.side() != SplitSide.TRAINING || hit.similarity() >= PromptSplit.NEAR_DUPLICATE) {
                leaks.add(leak(near, hit.similarity()));
            }
        }
        return leaks.stream().min(Comparator.comparing(Leak::reason).thenComparingDouble(leak -> -leak.similarity()));
    }

    private static Leak leak(Known known, double similarity) {
        Reason reason = switch (known.side()) {
            case HOLDOUT -> Reason.NEAR_HOLDOUT;
            case VALIDATION -> Reason.NEAR_VALIDATION;
            case TRAINING -> Reason.COPY_OF_TRAINING;
        };
        return new Leak(reason, known.prompt().id(), similarity);
    }
}
