package dev.apes.engine.corpus;

import dev.apes.api.Prompt;
import java.util.ArrayList;
import java.util.List;

/**
 * The prompts of a corpus in the order of their numbers. Several threads may write them ahead of each other: an offer waits until
 * all smaller numbers are taken, so what is refused does not depend on who was faster. Thread-safe.
 */
final class AcceptedPrompts {
    private final ShingleIndex index = new ShingleIndex(PromptSplit.TOO_CLOSE, List.of());
    private final List<SplitSide> sides = new ArrayList<>();
    private final List<Prompt> prompts = new ArrayList<>();
    private boolean givenUp;

    /**
     * @param number of the prompt, from 0; each is offered until it is taken
     * @return whether it is taken: it is no near-duplicate, and not too close to a prompt of another side
     */
    boolean offer(int number, SplitSide side, Prompt prompt) {
        return offer(number, side, prompt, WordShingles.of(prompt).shingles());
    }

    private synchronized boolean offer(int number, SplitSide side, Prompt prompt, long[] shingles) {
        awaitTurn(number);
        boolean fresh = index.similarTo(shingles, i -> true).stream()
                .allMatch(hit -> sides.get(hit.set()) == side && hit.similarity() < PromptSplit.NEAR_DUPLICATE);
        if (fresh) {
            index.add(shingles);
            sides.add(side);
            prompts.add(prompt);
            notifyAll();
        }
        return fresh;
    }

    private void awaitTurn(int number) {
        while (prompts.size() < number) {
            if (givenUp) {
                throw new IllegalStateException(
                        "the corpus ends at " + prompts.size() + ": writing the next one failed");
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("writing the corpus was interrupted", e);
            }
        }
    }

    /** A number will never come: whoever waits for it is told so. */
    synchronized void giveUp() {
        givenUp = true;
        notifyAll();
    }

    synchronized List<Prompt> prompts() {
        return List.copyOf(prompts);
    }
}
