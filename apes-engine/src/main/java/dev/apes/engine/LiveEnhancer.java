package dev.apes.engine;

import dev.apes.api.EnhancedPrompt;
import dev.apes.api.PromotionId;
import dev.apes.api.Prompt;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoredDerivedRule;
import dev.apes.api.store.StoredRule;
import dev.apes.engine.model.GainForecast;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.plugin.RulesInForce;
import dev.apes.engine.plugin.SelectionInForce;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enhances prompts under the rules that a store has in force <em>now</em>: looks every so often, off the calling thread, and takes over
 * what was promoted, rolled back, edited or switched off meanwhile. {@link #enhance} never waits for the store.
 *
 * <p>When the store can't be read, or holds parameters outside their constraints, the last good rules stay in force and {@link
 * #problem()} says why. Thread-safe; no thread of its own outlives {@link #close()}.
 */
public final class LiveEnhancer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveEnhancer.class);

    private final SessionStore store;
    private final PluginRegistry plugins;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Optional<ScheduledExecutorService> own;
    private final ScheduledFuture<?> looking;
    private volatile Snapshot snapshot;
    private volatile String problem;

    private record Snapshot(
            List<StoredRule> stored,
            List<StoredDerivedRule> derived,
            Optional<PromotionId> selection,
            GainForecast forecast,
            PromptEnhancer enhancer) {}

    private LiveEnhancer(
            SessionStore store, Duration interval, Optional<ScheduledExecutorService> hosts, ClassLoader loader) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval must be longer than 0 but is " + interval);
        }
        this.store = Objects.requireNonNull(store, "store");
        plugins = new PluginRegistry(new PluginRegistry.Explicit(), loader);
        snapshot = read(null);
        own = hosts.isPresent()
                ? Optional.empty()
                : Optional.of(Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "apes-live-enhancer");
                    thread.setDaemon(true);
                    return thread;
                }));
        looking = hosts.or(() -> own)
                .orElseThrow()
                .scheduleWithFixedDelay(this::look, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Reads the rules and starts to look, on a daemon thread of its own.
     *
     * @param store where the rules' parameters are kept; not closed with this
     * @param interval how long to wait between two looks, longer than 0; each costs two or three small queries
     * @return the enhancer, to be closed
     * @throws dev.apes.api.error.StoreException if the store can't be read
     * @throws dev.apes.api.error.InvalidInputException if a stored parameter lies outside its constraint
     */
    public static LiveEnhancer start(SessionStore store, Duration interval) {
        return new LiveEnhancer(store, interval, Optional.empty(), Apes.Builder.defaultLoader());
    }

    /**
     * Like the other, on a host's executor and with a host's class loader.
     *
     * @param store where the rules' parameters are kept; not closed with this
     * @param interval how long to wait between two looks
     * @param executor runs the looks, each a few milliseconds unless the store is slow; not shut down with this
     * @param loader where rules are looked for
     * @return the enhancer, to be closed
     */
    public static LiveEnhancer start(
            SessionStore store, Duration interval, ScheduledExecutorService executor, ClassLoader loader) {
        return new LiveEnhancer(store, interval, Optional.of(executor), loader);
    }

    private Snapshot read(Snapshot before) {
        List<StoredRule> stored = store.rules(
                plugins.rules().stream().map(rule -> rule.definition()).toList());
        List<StoredDerivedRule> derived = store.derivedRules();
        RulesInForce inForce = RulesInForce.of(plugins.rules(), stored, derived, store.selectionInForce());
        // its model is a megabyte: read only when it, or what it speaks of, has changed
        boolean same = before != null && inForce.selection().equals(before.selection) && stored.equals(before.stored);
        GainForecast forecast = same ? before.forecast : SelectionInForce.of(inForce, store);
        return new Snapshot(
                stored,
                derived,
                inForce.selection(),
                forecast,
                PromptEnhancer.of(inForce.rules(), inForce.values())
                        .withDerived(inForce.derived())
                        .withForecast(forecast));
    }

    private void look() {
        try {
            refresh();
        } catch (RuntimeException e) {
            // a scheduled task that throws is never run again; refresh() keeps and tells the problem
            LOG.debug("The rules could not be read", e);
        }
    }

    /**
     * Looks at once.
     *
     * @return whether the rules in force have changed
     * @throws dev.apes.api.error.ApesException if they can't be read or used; those read before stay in force
     */
    public synchronized boolean refresh() {
        Snapshot before = snapshot;
        try {
            Snapshot now = read(before);
            if (problem != null) {
                LOG.info("The rules can be read again");
            }
            problem = null;
            boolean rules = now.stored.equals(before.stored) && now.derived.equals(before.derived);
            if (rules && now.selection.equals(before.selection)) {
                return false;
            }
            snapshot = now;
        } catch (RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(problem)) {
                LOG.warn("The rules read last stay in force: {}", why);
            }
            problem = why;
            throw e;
        }
        LOG.info("The rules in force have changed");
        listeners.forEach(this::tell);
        return true;
    }

    private void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.warn("A listener to changes of rules failed", e);
        }
    }

    /**
     * @param listener called after each change, on the thread that looks
     */
    public void onChange(Runnable listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * @param prompt the prompt
     * @return it before and after, under the rules read last
     * @throws dev.apes.api.error.PluginException if a rule throws or breaks its contract
     */
    public EnhancedPrompt enhance(Prompt prompt) {
        return snapshot.enhancer.enhance(prompt);
    }

    /** {@return an enhancer under the rules read last, which does not change any more} */
    public PromptEnhancer current() {
        return snapshot.enhancer;
    }

    /** {@return the rules as read last, by descending priority as installed, those switched off included} */
    public List<StoredRule> rules() {
        return snapshot.stored;
    }

    /** {@return why the last look failed; empty if it did not} */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Ends looking; the rules read last stay usable. Idempotent. */
    @Override
    public void close() {
        looking.cancel(false);
        own.ifPresent(ScheduledExecutorService::shutdownNow);
    }
}
