package dev.apes.engine.corpus;

import dev.apes.api.Prompt;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.text.PromptFeature;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.text.PromptText;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns a wanted feature row into a text: plans a prompt of that kind, writes a few to the plan, measures them, corrects the
 * plan by what was missed and keeps the closest. A pure function of row, seed and vocabulary; thread-safe.
 */
public final class Realiser {
    private static final int ROUNDS = 3;
    private static final int DRAFTS = 4;
    /** What a draft of the wrong task or domain costs beside its share of the distance: as one feature of twenty it hardly counted. */
    private static final double KIND = 0.1;

    private final PromptComposer composer;
    private final MeasuredKinds kinds;

    /** @param vocabulary families and topics that may be used */
    Realiser(Vocabulary vocabulary) {
        this.composer = new PromptComposer(vocabulary);
        this.kinds = new MeasuredKinds(vocabulary);
    }

    /**
     * A realiser for training prompts. It writes from families and topics that are reserved to training by their hashes and
     * that no validation or holdout prompt declares. What is near a prompt that people wrote is for {@link LeakCheck} to find.
     *
     * @param split the prompts in use
     * @return the realiser
     */
    public static Realiser forTraining(PromptSplit split) {
        Set<String> taken = Stream.concat(split.validation().stream(), split.holdout().stream())
                .flatMap(prompt -> CorpusMetadata.groupKeys(prompt).stream())
                .collect(Collectors.toSet());
        return new Realiser(Vocabulary.of(SplitSide.TRAINING, taken));
    }

    /**
     * Mean over the controlled features that the row names of the standardised absolute error: 0 or 1 for task type and
     * domain; for the others the difference, of ln(1 + x) for counts, in standard deviations over the starting corpus.
     *
     * @param row wanted values by {@link PromptFeature#featureName()}; others are ignored
     * @param measured features of a text
     * @return 0 for a perfect match; 0 for a row that names no controlled feature
     */
    public static double distance(Map<String, Double> row, PromptFeatures measured) {
        double sum = 0;
        int n = 0;
        for (ControlledFeature feature : ControlledFeature.values()) {
            double wanted = feature.wanted(row);
            if (!Double.isNaN(wanted)) {
                sum += feature.error(wanted, measured);
                n++;
            }
        }
        return n == 0 ? 0 : sum / n;
    }

    /**
     * The terms of {@link #distance}.
     *
     * @param wanted one value per column of {@link PromptFeatures#names()}; NaN leaves a feature free
     * @param measured features of a text
     * @return the error of each controlled feature that is not free, by its name, in a fixed order
     */
    public static Map<String, Double> errors(double[] wanted, PromptFeatures measured) {
        Map<String, Double> errors = new LinkedHashMap<>();
        for (ControlledFeature feature : ControlledFeature.values()) {
            double value = wanted[feature.feature().ordinal()];
            if (Double.isFinite(value)) {
                errors.put(feature.feature().featureName(), feature.error(value, measured));
            }
        }
        return errors;
    }

    /**
     * {@return the features that no text is steered by, each with the reason, in the order of the vector} These are in no
     * {@link #distance}.
     */
    public static Map<PromptFeature, String> notSteered() {
        Map<PromptFeature, String> why = new EnumMap<>(PromptFeature.class);
        why.putAll(Arrays.stream(PromptFeature.values())
                .filter(f -> Arrays.stream(ControlledFeature.values()).noneMatch(c -> c.feature() == f))
                .collect(Collectors.toMap(f -> f, ControlledFeature::whyNot)));
        return why;
    }

    /**
     * @param wanted one value per column of {@link PromptFeatures#names()}, categories as their position; NaN leaves a
     *     feature free
     * @param difficulty the level wanted, or null for any
     * @param seed any value; also makes the id
     * @return the closest prompt found, one of that level if there was one
     * @throws IllegalArgumentException if the row has another number of columns
     */
    public Realised realise(double[] wanted, Difficulty difficulty, long seed) {
        return realise(wanted, difficulty, DifficultyLevels.STANDARD, ROUNDS, seed);
    }

    /**
     * @param wanted as above
     * @param difficulty the level wanted, or null for any
     * @param levels what the levels are
     * @param rounds of four drafts each, the plan corrected between them; at least 1
     * @param seed any value; also makes the id
     * @return the closest prompt found, one of that level if there was one
     * @throws IllegalArgumentException if the row has another number of columns
     */
    public Realised realise(double[] wanted, Difficulty difficulty, DifficultyLevels levels, int rounds, long seed) {
        List<String> names = PromptFeatures.names();
        if (wanted.length != names.size()) {
            throw new IllegalArgumentException("a row needs " + names.size() + " values but has " + wanted.length
                    + "; see PromptFeatures.names()");
        }
        Map<String, Double> row = new HashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            row.put(names.get(i), wanted[i]);
        }
        return realise(row, difficulty, levels, rounds, seed);
    }

    /**
     * @param row wanted values by {@link PromptFeature#featureName()}, categories as their position; missing and NaN values
     *     are free
     * @param difficulty the level wanted, or null for any
     * @param seed any value; also makes the id
     * @return the closest prompt found, one of that level if there was one
     */
    public Realised realise(Map<String, Double> row, Difficulty difficulty, long seed) {
        return realise(row, difficulty, DifficultyLevels.STANDARD, ROUNDS, seed);
    }

    private Realised realise(
            Map<String, Double> row, Difficulty difficulty, DifficultyLevels levels, int rounds, long seed) {
        RandomGenerator random = new RandomStreams(seed).stream("realise");
        Wish wish = new Wish(row, random);
        Attempt best = null;
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < DRAFTS; i++) {
                Attempt attempt = write(row, wish, random);
                if (best == null || attempt.missed(difficulty, levels) < best.missed(difficulty, levels)) {
                    best = attempt;
                }
            }
            wish.correct(row, best.measured());
        }
        return new Realised(best.prompt(seed, levels), best.distance());
    }

    /** A text, how it measures, and how many of task type and domain it misses. */
    private record Attempt(
            PromptComposer.Draft draft, String text, PromptFeatures measured, double distance, int missedKinds) {
        /** A level off costs as much as two standard deviations of a feature would on average. */
        private double missed(Difficulty wanted, DifficultyLevels levels) {
            double missed = distance + KIND * missedKinds;
            return wanted == null
                    ? missed
                    : missed
                            + 0.3
                                    * Math.abs(wanted.ordinal()
                                            - levels.of(measured).ordinal());
        }

        private Prompt prompt(long seed, DifficultyLevels levels) {
            Map<String, String> metadata = new LinkedHashMap<>();
            metadata.put(CorpusMetadata.DOMAIN, draft.topic().domain().name());
            metadata.put(CorpusMetadata.FAMILY, draft.family().id());
            metadata.put(CorpusMetadata.TOPIC, draft.topic().id());
            metadata.put(CorpusMetadata.DIFFICULTY, levels.of(measured).name());
            return new Prompt(
                    "generated-%016x".formatted(seed),
                    text,
                    Optional.of(draft.topic().domain().name().toLowerCase(Locale.ROOT)),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    metadata);
        }
    }

    private static int missedKinds(Map<String, Double> row, PromptFeatures measured) {
        int missed = 0;
        for (ControlledFeature kind : List.of(ControlledFeature.TASK_TYPE, ControlledFeature.DOMAIN)) {
            double wanted = kind.wanted(row);
            missed += !Double.isNaN(wanted) && kind.error(wanted, measured) > 0 ? 1 : 0;
        }
        return missed;
    }

    private Attempt write(Map<String, Double> row, Wish wish, RandomGenerator random) {
        PromptPlan plan = wish.plan(random);
        Topic topic = kinds.topic(plan.domain(), random);
        Family family = kinds.family(plan, random);
        PromptComposer.Draft draft = composer.compose(plan, family, topic, false, random);
        String text = wish.markup(random).on(draft.text(), topic, plan.code(), random);
        // most drafts are measured once and dropped: not to be remembered
        PromptFeatures measured = PromptFeatures.of(PromptText.of(text));
        return new Attempt(draft, text, measured, distance(row, measured), missedKinds(row, measured));
    }
}
