package dev.apes.engine.corpus;

import dev.apes.api.Prompt;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.CancelledException;
import dev.apes.api.store.DataSide;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.parallel.EngineThreads;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Generates and splits the prompts of requests. Remembers the latest, so that what initialisation has looked at need not be made
 * again for the session. Thread-safe.
 */
public final class PromptSource implements AutoCloseable {
    private record Known(DataName name, Map<String, DataSide> sides) {}

    /** A corpus in the making. */
    private record Begun(DataName name, FutureTask<SplitPrompts> task, ExecutorService thread) {}

    private final Optional<Executor> host;

    private Known latestFor;
    private SplitPrompts latest;
    private Begun begun;

    /** @param host lends a thread to generate on, if there is one */
    public PromptSource(Optional<Executor> host) {
        this.host = host;
    }

    /**
     * Begins to generate a request's prompts in the background, if they are to be generated and are not there: that takes about as
     * long as a store takes to open. {@link #of} waits for them.
     *
     * @param request a request
     */
    public synchronized void begin(TrainingRequest request) {
        DataName name = DataName.of(request);
        boolean there = latest != null && latest.name().equals(name) || begun != null && begun.name.equals(name);
        if (!name.generated() || there) {
            return;
        }
        close();
        FutureTask<SplitPrompts> task = new FutureTask<>(() -> generated(request, name));
        ExecutorService thread = EngineThreads.single("apes-prompts-ahead", host);
        begun = new Begun(name, task, thread);
        thread.execute(task);
        thread.shutdown();
    }

    /**
     * Prompts that the store has on a side stay there.
     *
     * @param request a request
     * @param store where sides are kept
     * @return its prompts, split
     */
    public synchronized SplitPrompts of(TrainingRequest request, SessionStore store) {
        DataName name = DataName.of(request);
        Known wanted = new Known(name, name.generated() ? Map.of() : sides(request.prompts(), store));
        if (latest == null || !latestFor.equals(wanted) || otherOrder(request)) {
            latest = name.generated()
                    ? ahead(name).orElseGet(() -> generated(request, name))
                    : new SplitPrompts(name, request.prompts(), PromptSplit.of(request.prompts(), wanted.sides));
            latestFor = wanted;
        }
        return latest;
    }

    private static SplitPrompts generated(TrainingRequest request, DataName name) {
        List<Prompt> prompts = StartingCorpus.generate(request.search().corpusSize(), request.seed());
        return new SplitPrompts(name, prompts, PromptSplit.of(prompts, Map.of()));
    }

    /** What was begun, if it is what is wanted; whatever went wrong there is tried again by who wants it. */
    private Optional<SplitPrompts> ahead(DataName name) {
        if (begun == null || !begun.name.equals(name)) {
            close();
            return Optional.empty();
        }
        try {
            // a host may not have had a thread for it yet
            begun.task.run();
            SplitPrompts made = begun.task.get();
            begun = null;
            return Optional.of(made);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while the starting corpus was being generated");
        } catch (ExecutionException e) {
            begun = null;
            return Optional.empty();
        }
    }

    /** Ends what was begun and not asked for. */
    @Override
    public synchronized void close() {
        if (begun != null) {
            begun.task.cancel(true);
            boolean interrupted = false;
            while (!begun.thread.isTerminated()) {
                try {
                    begun.thread.awaitTermination(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            begun = null;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Map<String, DataSide> sides(List<Prompt> prompts, SessionStore store) {
        Set<String> fingerprints = new HashSet<>();
        prompts.forEach(p -> fingerprints.add(DataFingerprint.ofPrompt(p)));
        return Map.copyOf(store.sides(fingerprints));
    }

    /** Duplicates and the order of prompts are no part of the name. */
    private boolean otherOrder(TrainingRequest request) {
        return !request.prompts().isEmpty() && !request.prompts().equals(latest.prompts());
    }

    /**
     * @param request a request
     * @return its prompts, split, if they are the ones asked for last; nothing is made
     */
    public synchronized Optional<SplitPrompts> remembered(TrainingRequest request) {
        return latest != null && latest.name().equals(DataName.of(request)) && !otherOrder(request)
                ? Optional.of(latest)
                : Optional.empty();
    }
}
