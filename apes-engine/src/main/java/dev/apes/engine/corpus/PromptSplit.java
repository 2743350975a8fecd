package dev.apes.engine.corpus;

import dev.apes.api.DataSummary;
import dev.apes.api.Prompt;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prompts split into training, validation and holdout without leaks. Immutable and thread-safe; each list keeps the order
 * in which the prompts were given.
 *
 * <ul>
 *   <li>Prompts that agree in text and context (line ends and outer white space aside) are exact duplicates; the first
 *       counts.
 *   <li>Near-duplicates, a Jaccard index of at least {@value #NEAR_DUPLICATE} over runs of three words, form groups, as do
 *       prompts that share a grammar family or topic. A group stays on one side, given by the hash of its smallest member
 *       ({@link SplitSide#ofKey}): no seed enters, the order of prompts does not matter, and a prompt added later moves
 *       others only by joining groups.
 *   <li>Of two prompts on different sides with an index of {@value #TOO_CLOSE} or more, one is set aside.
 *   <li>Runs of words that more than a tenth of all prompts (and more than 20) share are a template and do not count in these
 *       comparisons, unless a prompt has no others. A group that still holds more than a fifth of all prompts trains,
 *       whole.
 *   <li>Every side gets a prompt as long as there are enough groups.
 * </ul>
 *
 * @param training prompts to learn from
 * @param validation prompts that candidates must prove themselves on
 * @param holdout prompts that decide nothing
 * @param setAside prompts used for nothing, for they resemble prompts of another side
 * @param duplicates later copies of a prompt
 * @param oversizeGroups groups of near-duplicates put on the training side because of their size
 */
public record PromptSplit(
        List<Prompt> training,
        List<Prompt> validation,
        List<Prompt> holdout,
        List<Prompt> setAside,
        List<Prompt> duplicates,
        int oversizeGroups) {
    /** Jaccard index from which on two prompts are near-duplicates. */
    public static final double NEAR_DUPLICATE = 0.4;

    /** Jaccard index from which on two prompts must not be on different sides. */
    public static final double TOO_CLOSE = 0.25;

    /** Largest share of all prompts that a group of near-duplicates may have. */
    static final double OVERSIZE_SHARE = 0.2;

    /** Groups up to this size are never too large. */
    static final int OVERSIZE_MINIMUM = 10;

    /** Share of prompts from which on what they have in common is a template. */
    static final double TEMPLATE_SHARE = 0.1;

    /** Number of prompts that may always share a run of words. */
    static final int TEMPLATE_MINIMUM = 20;

    private record Known(List<Prompt> prompts, PromptSplit split) {}

    /** A session assesses, verifies and then splits the same prompts. */
    private static volatile SoftReference<Known> last = new SoftReference<>(null);

    /** Copies. */
    public PromptSplit {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        holdout = List.copyOf(holdout);
        setAside = List.copyOf(setAside);
        duplicates = List.copyOf(duplicates);
    }

    /**
     * @param prompts what to split, any number, no nulls
     * @return the split, which depends on the set of prompts alone
     */
    public static PromptSplit of(List<Prompt> prompts) {
        Known known = last.get();
        if (known != null && known.prompts.equals(prompts)) {
            return known.split;
        }
        List<Prompt> given = List.copyOf(prompts);
        PromptSplit split = split(given);
        last = new SoftReference<>(new Known(given, split));
        return split;
    }

    private static PromptSplit split(List<Prompt> prompts) {
        List<Prompt> distinct = new ArrayList<>(prompts.size());
        List<Prompt> duplicates = new ArrayList<>();
        Map<String, Prompt> seen = new HashMap<>(2 * prompts.size());
        for (Prompt prompt : prompts) {
            boolean isNew = seen.putIfAbsent(exactKey(prompt), prompt) == null;
            (isNew ? distinct : duplicates).add(prompt);
        }
        SplitDraft draft = new SplitDraft(distinct);
        Map<SplitSide, List<Prompt>> sides = new EnumMap<>(SplitSide.class);
        List<Prompt> setAside = new ArrayList<>();
        for (SplitSide side : SplitSide.values()) {
            sides.put(side, new ArrayList<>());
        }
        for (int i = 0; i < distinct.size(); i++) {
            SplitSide side = draft.side(i);
            (side == null ? setAside : sides.get(side)).add(distinct.get(i));
        }
        return new PromptSplit(
                sides.get(SplitSide.TRAINING),
                sides.get(SplitSide.VALIDATION),
                sides.get(SplitSide.HOLDOUT),
                setAside,
                duplicates,
                draft.oversizeGroups());
    }

    /**
     * @param side which
     * @return the prompts of that side
     */
    public List<Prompt> on(SplitSide side) {
        return switch (side) {
            case TRAINING -> training;
            case VALIDATION -> validation;
            case HOLDOUT -> holdout;
        };
    }

    /**
     * @param source what the prompts are, e.g. a file's name
     * @return where every prompt went
     */
    public DataSummary summary(String source) {
        int given = training.size() + validation.size() + holdout.size() + setAside.size() + duplicates.size();
        return new DataSummary(
                source, given, duplicates.size(), setAside.size(), training.size(), validation.size(), holdout.size());
    }

    /** Two prompts with one key are exact duplicates. */
    static String exactKey(Prompt prompt) {
        return plain(prompt.text()) + prompt.context().map(c -> "\0" + plain(c)).orElse("");
    }

    private static String plain(String text) {
        return text.strip().replace("\r\n", "\n").replace('\r', '\n');
    }
}
