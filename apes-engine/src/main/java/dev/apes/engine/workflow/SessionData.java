package dev.apes.engine.workflow;

import dev.apes.api.DataSummary;
import dev.apes.api.Prompt;
import dev.apes.api.error.InvalidInputException;
import dev.apes.engine.corpus.LeakCheck;
import dev.apes.engine.corpus.PromptSplit;
import dev.apes.engine.corpus.Realiser;
import dev.apes.engine.corpus.SplitPrompts;
import dev.apes.engine.statistics.RandomStreams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The prompts of a session, split. Each side is in an order that depends on its prompts and the seed alone, not on the order they
 * were given in, so that any slice of the training prompts is a random sample of them.
 *
 * @param summary where every prompt went
 * @param key fingerprint of the data set
 * @param generatedCorpus whether the prompts are the generated starting corpus
 * @param training what everything learns from
 * @param validation what candidates prove themselves on
 * @param holdout what leads the report
 * @param leaks tells whether a generated prompt is too close to one of these
 * @param realiser turns rows of features into texts, from families and topics of the training side only
 */
record SessionData(
        DataSummary summary,
        String key,
        boolean generatedCorpus,
        PromptSide training,
        PromptSide validation,
        PromptSide holdout,
        LeakCheck leaks,
        Realiser realiser) {

    static SessionData of(SplitPrompts prompts, RandomStreams streams) {
        PromptSplit split = prompts.split();
        if (split.training().isEmpty()
                || split.validation().isEmpty()
                || split.holdout().isEmpty()) {
            throw new InvalidInputException(
                    "prompts",
                    prompts.prompts().size() + " prompts give "
                            + split.training().size() + " for training, "
                            + split.validation().size()
                            + " for validation and " + split.holdout().size()
                            + " for the holdout; each side needs at least one, so give more prompts that differ from one another");
        }
        return new SessionData(
                split.summary(prompts.name().source()),
                prompts.name().key(),
                prompts.name().generated(),
                side(split.training(), streams, "training order"),
                side(split.validation(), streams, "validation order"),
                side(split.holdout(), streams, "holdout order"),
                LeakCheck.against(split),
                Realiser.forTraining(split));
    }

    SessionData withSummary(DataSummary other) {
        return new SessionData(other, key, generatedCorpus, training, validation, holdout, leaks, realiser);
    }

    private static PromptSide side(List<Prompt> prompts, RandomStreams streams, String purpose) {
        List<Prompt> ordered = new ArrayList<>(prompts);
        ordered.sort(Comparator.comparing(Prompt::text).thenComparing(Prompt::id));
        RandomGenerator random = streams.at(0, "split").stream(purpose);
        for (int i = ordered.size() - 1; i > 0; i--) {
            Collections.swap(ordered, i, random.nextInt(i + 1));
        }
        return PromptSide.of(ordered);
    }
}
