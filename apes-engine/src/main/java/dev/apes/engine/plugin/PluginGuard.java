package dev.apes.engine.plugin;

import dev.apes.api.error.ApesException;
import dev.apes.api.error.PluginException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Calls plugins so that what goes wrong in them carries their name: what they throw becomes a {@link PluginException}, and while
 * they run it is known which of them is being waited for. Thread-safe.
 */
public final class PluginGuard {
    private final Map<Thread, String> inFlight = new ConcurrentHashMap<>();

    /**
     * Calls a plugin.
     *
     * @param kind its kind, e.g. {@code evaluator}
     * @param name its name
     * @param call the call
     * @param <T> what it gives
     * @return what it gave, never null
     * @throws PluginException if it threw or gave null
     */
    public <T> T call(String kind, String name, Supplier<T> call) {
        String before = inFlight.put(Thread.currentThread(), kind + " '" + name + "'");
        try {
            T result = call.get();
            if (result == null) {
                throw new PluginException(kind, name, "returned null; its contract asks for a value", null);
            }
            return result;
        } catch (ApesException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new dev.apes.api.error.CancelledException(
                        "interrupted while calling the " + kind + " '" + name + "'");
            }
            throw new PluginException(kind, name, "threw " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        } finally {
            if (before == null) {
                inFlight.remove(Thread.currentThread());
            } else {
                inFlight.put(Thread.currentThread(), before);
            }
        }
    }

    /** {@return the plugins being waited for right now, e.g. {@code evaluator 'slow'}; sorted, without repeats} */
    public List<String> waitingFor() {
        return inFlight.values().stream().distinct().sorted().toList();
    }
}
