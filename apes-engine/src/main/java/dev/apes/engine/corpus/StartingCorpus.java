package dev.apes.engine.corpus;

import dev.apes.api.Checks;
import dev.apes.api.Prompt;
import dev.apes.engine.parallel.InParallel;
import dev.apes.engine.statistics.RandomStreams;
import dev.apes.engine.text.Domain;
import dev.apes.engine.text.TaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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

    private StartingCorpus() {}

    /**
     * @param size how many prompts, 1 to 20,000
     * @param seed any value
     * @return that many prompts with ids, domain as category, and {@link CorpusMetadata}
     * @throws IllegalArgumentException if the size is out of range
     */
    public static List<Prompt> generate(int size, long seed) {
        Checks.inRange(size, 1, 20_000, "size of the starting corpus");
        RandomStreams streams = new RandomStreams(seed);
        // about half the work each
        List<CorpusWriter> writers = InParallel.all(
                "corpus",
                List.of(
                        () -> written(size, streams, side -> side == SplitSide.TRAINING),
                        () -> written(size, streams, side -> side != SplitSide.TRAINING)),
                2);
        writers.get(1).keepClearOf(List.of(writers.get(0)));
        Prompt[] corpus = new Prompt[size];
        writers.forEach(w -> w.putInto(corpus));
        return List.of(corpus);
    }

    private static CorpusWriter written(int size, RandomStreams streams, Predicate<SplitSide> mine) {
        CorpusWriter writer = new CorpusWriter(streams);
        for (int i = 0; i < size; i++) {
            SplitSide side = SIDES[i % SIDES.length];
            if (mine.test(side)) {
                writer.add(i, side, LEVELS[i / SIDES.length * 7 % LEVELS.length]);
            }
        }
        return writer;
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
}
