package dev.apes.engine.corpus;

import dev.apes.api.Prompt;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.text.Domain;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.text.PromptText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Writes the prompts of some sides of a {@link StartingCorpus}, one after the other. Families and topics are reserved to sides, so
 * writers of different sides need not know of each other but for chance likenesses, which {@link #keepClearOf} removes afterwards.
 * For one thread.
 */
final class CorpusWriter {
    /** Attempts after which any level will do. */
    private static final int TRIES = 60;
    /** Attempts after which a family that was used once more may be taken. */
    private static final int PATIENCE = 20;

    private static final int MOST_ATTEMPTS = 1 << 16;

    private final RandomStreams streams;
    private final Map<SplitSide, SideFamilies> families = new EnumMap<>(SplitSide.class);
    private final ShingleIndex index = new ShingleIndex(PromptSplit.TOO_CLOSE, List.of());
    private final List<SplitSide> sides = new ArrayList<>();
    private final List<Written> written = new ArrayList<>();

    /** A prompt, and the attempt that it came of. */
    private record Written(int number, Difficulty wanted, int attempt, Prompt prompt) {}

    CorpusWriter(RandomStreams streams) {
        this.streams = streams;
    }

    /** Tries until a new prompt measures at the level wanted; after many tries any new prompt will do. */
    void add(int number, SplitSide side, Difficulty wanted) {
        written.add(next(number, side, wanted, 0, List.of()));
    }

    /**
     * Writes anew what is too close to a prompt of another writer.
     *
     * @param others done with their own prompts
     */
    void keepClearOf(List<CorpusWriter> others) {
        for (int i = 0; i < written.size(); i++) {
            Written one = written.get(i);
            if (!clear(WordShingles.of(one.prompt).shingles(), others)) {
                written.set(i, next(one.number, sides.get(i), one.wanted, one.attempt + 1, others));
            }
        }
    }

    /** Puts each prompt in the place of its number. */
    void putInto(Prompt[] corpus) {
        written.forEach(w -> corpus[w.number] = w.prompt);
    }

    private static boolean clear(long[] shingles, List<CorpusWriter> others) {
        return others.stream()
                .allMatch(o -> o.index.similarTo(shingles, i -> true).isEmpty());
    }

    private Written next(int number, SplitSide side, Difficulty wanted, int first, List<CorpusWriter> others) {
        for (int attempt = first; attempt < MOST_ATTEMPTS; attempt++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("writing the corpus was interrupted");
            }
            RandomGenerator random = streams.stream("starting corpus", (long) number << 16 | attempt);
            SideFamilies own = families.computeIfAbsent(side, SideFamilies::new);
            int family = own.draw(wanted, attempt / PATIENCE, random);
            Prompt prompt = write(number, wanted, own, own.family(family), random);
            Difficulty measured = measured(prompt);
            if (attempt < TRIES && measured != wanted) {
                continue;
            }
            Prompt labelled = labelled(prompt, measured);
            long[] shingles = WordShingles.of(labelled).shingles();
            if (fresh(side, shingles) && clear(shingles, others)) {
                index.add(shingles);
                sides.add(side);
                own.use(family);
                return new Written(number, wanted, attempt, labelled);
            }
        }
        throw new IllegalStateException("the grammar has no new prompt left after " + number);
    }

    /** Whether there is no near-duplicate, and nothing too close on another side. */
    private boolean fresh(SplitSide side, long[] shingles) {
        return index.similarTo(shingles, i -> true).stream()
                .allMatch(hit -> sides.get(hit.set()) == side && hit.similarity() < PromptSplit.NEAR_DUPLICATE);
    }

    /** The families of a side and how often each was used: prompts of one family are one piece of evidence in many copies. */
    private static final class SideFamilies {
        private final Vocabulary vocabulary;
        private final PromptComposer composer;
        private final List<Family> all;
        private final int[] uses;

        private SideFamilies(SplitSide side) {
            vocabulary = Vocabulary.of(side);
            composer = new PromptComposer(vocabulary);
            all = vocabulary.families();
            uses = new int[all.size()];
        }

        private Family family(int number) {
            return all.get(number);
        }

        private void use(int number) {
            uses[number]++;
        }

        /** One of those used least so far; who has tried in vain may take one that was used {@code more} often. */
        private int draw(Difficulty wanted, int more, RandomGenerator random) {
            int least = Integer.MAX_VALUE;
            for (int i = 0; i < uses.length; i++) {
                if (suits(i, wanted)) {
                    least = Math.min(least, uses[i]);
                }
            }
            int[] open = new int[uses.length];
            int n = 0;
            for (int i = 0; i < uses.length; i++) {
                if (suits(i, wanted) && uses[i] <= least + more) {
                    open[n++] = i;
                }
            }
            return open[random.nextInt(n)];
        }

        private boolean suits(int number, Difficulty wanted) {
            return wanted != Difficulty.EXTREME || !all.get(number).brief();
        }
    }

    private static Prompt write(
            int number, Difficulty wanted, SideFamilies own, Family family, RandomGenerator random) {
        Vocabulary vocabulary = own.vocabulary;
        Domain domain =
                vocabulary.domains().get(random.nextInt(vocabulary.domains().size()));
        Topic topic = vocabulary
                .topics(domain)
                .get(random.nextInt(vocabulary.topics(domain).size()));
        boolean material = !family.material().isEmpty();
        PromptPlan plan = new PlanSampler(random).draw(wanted, family.task(), domain, material);
        boolean apart = material && random.nextInt(4) == 0;
        PromptComposer.Draft draft = own.composer.compose(plan, family, topic, apart, random);
        List<Prompt.Example> examples =
                random.nextInt(2) == 0 ? own.composer.examples(draft, 2 + random.nextInt(4), random) : List.of();
        boolean shown = !examples.isEmpty() && random.nextInt(3) == 0;
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(CorpusMetadata.DOMAIN, domain.name());
        metadata.put(CorpusMetadata.FAMILY, draft.family().id());
        metadata.put(CorpusMetadata.TOPIC, draft.topic().id());
        return new Prompt(
                "start-" + Integer.toString(100_001 + number).substring(1),
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
