package dev.apes.engine.corpus;

import dev.apes.api.Checks;
import dev.apes.api.Prompt;
import dev.apes.engine.parallel.InParallel;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.text.Domain;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.text.PromptText;
import dev.apes.engine.text.TaskType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The prompts that APES trains on when nobody brings any: written from a grammar and vocabulary of our own, over all
 * {@link Domain domains}, {@link TaskType kinds of work} and {@link Difficulty levels}, with the imperfections of real ones.
 * The same seed gives the same prompts.
 *
 * <p>Three fifths are written from families and topics reserved to training, a fifth each from those reserved to validation
 * and holdout, so that {@link PromptSplit} can keep whole families and topics on one side. No two prompts are
 * near-duplicates, and none is too close to one of another side.
 */
public final class StartingCorpus {
    /** How many prompts a session without prompts of its own starts from. */
    public static final int DEFAULT_SIZE = 2_000;

    private static final SplitSide[] SIDES = {
        SplitSide.TRAINING, SplitSide.TRAINING, SplitSide.VALIDATION, SplitSide.TRAINING, SplitSide.HOLDOUT
    };
    /** Twentieths, so that each level has at least 15 % and short prompts are as frequent as in life. */
    private static final Difficulty[] LEVELS = levels(8, 6, 3, 3);

    private static final int TRIES = 60;
    /** Attempts after which a family that was used once more may be taken. */
    private static final int PATIENCE = 20;

    private final RandomStreams streams;
    private final Map<SplitSide, PromptComposer> composers = new EnumMap<>(SplitSide.class);
    private final Map<SplitSide, Vocabulary> vocabularies = new EnumMap<>(SplitSide.class);
    private final Map<SplitSide, List<Family>> families = new EnumMap<>(SplitSide.class);
    private final AcceptedPrompts accepted = new AcceptedPrompts();

    private StartingCorpus(long seed) {
        streams = new RandomStreams(seed);
        for (SplitSide side : SplitSide.values()) {
            vocabularies.put(side, Vocabulary.of(side));
            families.put(side, vocabularies.get(side).families());
            composers.put(side, new PromptComposer(vocabularies.get(side)));
        }
    }

    /**
     * @param size how many prompts, 1 to 20,000
     * @param seed any value
     * @return that many prompts with ids, domain as category, and {@link CorpusMetadata}
     * @throws IllegalArgumentException if the size is out of range
     */
    public static List<Prompt> generate(int size, long seed) {
        Checks.inRange(size, 1, 20_000, "size of the starting corpus");
        StartingCorpus corpus = new StartingCorpus(seed);
        // families are reserved to sides, so drafts of one side need not know what the others have; about half the work
        // each
        InParallel.all(
                "corpus",
                List.of(
                        () -> corpus.write(size, side -> side == SplitSide.TRAINING),
                        () -> corpus.write(size, side -> side != SplitSide.TRAINING)),
                2);
        return List.copyOf(corpus.accepted.prompts());
    }

    private Void write(int size, Predicate<SplitSide> mine) {
        Map<String, Integer> written = new HashMap<>();
        try {
            for (int i = 0; i < size; i++) {
                if (mine.test(SIDES[i % SIDES.length])) {
                    add(i, written);
                }
            }
        } catch (RuntimeException e) {
            accepted.giveUp();
            throw e;
        }
        return null;
    }

    private static Difficulty[] levels(int... twentieths) {
        List<Difficulty> levels = new ArrayList<>();
        for (Difficulty level : Difficulty.values()) {
            for (int i = 0; i < twentieths[level.ordinal()]; i++) {
                levels.add(level);
            }
        }
        return levels.toArray(Difficulty[]::new);
    }

    /** Tries until a new prompt measures at the level wanted; after many tries any new prompt will do. */
    private void add(int number, Map<String, Integer> written) {
        SplitSide side = SIDES[number % SIDES.length];
        Difficulty wanted = LEVELS[number / SIDES.length * 7 % LEVELS.length];
        for (int attempt = 0; attempt < 1 << 16; attempt++) {
            RandomGenerator random = streams.stream("starting corpus", (long) number << 16 | attempt);
            Family family = family(side, wanted, written, attempt / PATIENCE, random);
            Prompt prompt = write(number, side, wanted, family, random);
            Difficulty measured = measured(prompt);
            if (attempt < TRIES && measured != wanted) {
                continue;
            }
            if (accepted.offer(number, side, labelled(prompt, measured))) {
                written.merge(family.id(), 1, Integer::sum);
                return;
            }
        }
        throw new IllegalStateException("the grammar has no new prompt left after " + number);
    }

    /**
     * One of the families used least so far, for prompts of one family are one piece of evidence in many copies. Who has
     * tried in vain may take one that was used once more.
     */
    private Family family(
            SplitSide side, Difficulty wanted, Map<String, Integer> written, int more, RandomGenerator random) {
        List<Family> all = families.get(side).stream()
                .filter(f -> !f.brief() || wanted != Difficulty.EXTREME)
                .toList();
        int[] uses = all.stream().mapToInt(f -> written.getOrDefault(f.id(), 0)).toArray();
        int most = Arrays.stream(uses).min().orElseThrow() + more;
        List<Family> open = IntStream.range(0, uses.length)
                .filter(i -> uses[i] <= most)
                .mapToObj(all::get)
                .toList();
        return open.get(random.nextInt(open.size()));
    }

    private Prompt write(int number, SplitSide side, Difficulty wanted, Family family, RandomGenerator random) {
        Vocabulary vocabulary = vocabularies.get(side);
        Domain domain =
                vocabulary.domains().get(random.nextInt(vocabulary.domains().size()));
        Topic topic = vocabulary
                .topics(domain)
                .get(random.nextInt(vocabulary.topics(domain).size()));
        boolean material = !family.material().isEmpty();
        PromptPlan plan = new PlanSampler(random).draw(wanted, family.task(), domain, material);
        boolean apart = material && random.nextInt(4) == 0;
        PromptComposer.Draft draft = composers.get(side).compose(plan, family, topic, apart, random);
        List<Prompt.Example> examples =
                random.nextInt(2) == 0 ? composers.get(side).examples(draft, 2 + random.nextInt(4), random) : List.of();
        boolean shown = !examples.isEmpty() && random.nextInt(3) == 0;
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(CorpusMetadata.DOMAIN, domain.name());
        metadata.put(CorpusMetadata.FAMILY, draft.family().id());
        metadata.put(CorpusMetadata.TOPIC, draft.topic().id());
        return new Prompt(
                "start-%05d".formatted(number + 1),
                shown ? draft.text() + shown(examples) : draft.text(),
                Optional.of(domain.name().toLowerCase(Locale.ROOT)),
                draft.material().isEmpty() ? Optional.empty() : Optional.of(draft.material()),
                shown ? List.of() : examples,
                Optional.empty(),
                metadata);
    }

    private static String shown(List<Prompt.Example> examples) {
        StringBuilder out = new StringBuilder("\n\n").append(examples.size() > 2 ? "Examples:" : "Like this:");
        examples.forEach(e -> out.append("\n").append(e.input()).append(" -> ").append(e.output()));
        return out.toString();
    }

    private static Difficulty measured(Prompt prompt) {
        // most drafts are measured once and dropped: not to be remembered
        return Difficulty.of(PromptFeatures.of(PromptText.of(
                prompt.context().map(c -> prompt.text() + "\n\n" + c).orElse(prompt.text()))));
    }

    private static Prompt labelled(Prompt prompt, Difficulty measured) {
        Map<String, String> metadata = new LinkedHashMap<>(prompt.metadata());
        metadata.put(CorpusMetadata.DIFFICULTY, measured.name());
        return new Prompt(
                prompt.id(),
                prompt.text(),
                prompt.category(),
                prompt.context(),
                prompt.examples(),
                prompt.reference(),
                metadata);
    }
}
