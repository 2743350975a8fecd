package dev.apes.engine.workflow;

import dev.apes.api.StopMode;
import dev.apes.api.TrainingRequest;
import dev.apes.api.stopping.StopReason;
import dev.apes.api.store.SessionEnd;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is asked of a session while it runs: to stop, how and by whom (a request can only be replaced by a stronger one), to write a
 * checkpoint, to go on under other limits. Thread-safe.
 */
final class StopSignal {
    private record Request(StopMode mode, Optional<String> signal, long at) {}

    private final AtomicReference<Request> request = new AtomicReference<>();

    private final AtomicBoolean checkpoint = new AtomicBoolean();
    private final AtomicReference<TrainingRequest.Limits> limits = new AtomicReference<>();

    void requestCheckpoint() {
        checkpoint.set(true);
    }

    /** Whether a checkpoint has been asked for since the last call. */
    boolean takeCheckpointRequest() {
        return checkpoint.getAndSet(false);
    }

    void requestLimits(TrainingRequest.Limits asked) {
        limits.set(asked);
    }

    /** The limits asked for since the last call. */
    Optional<TrainingRequest.Limits> takeLimits() {
        return Optional.ofNullable(limits.getAndSet(null));
    }

    void request(StopMode mode, Optional<String> signal) {
        request.updateAndGet(now -> now == null || (now.mode == StopMode.GRACEFUL && mode == StopMode.FORCE)
                ? new Request(
                        mode,
                        now == null ? signal : now.signal.or(() -> signal),
                        now == null ? System.nanoTime() : now.at)
                : now);
    }

    boolean requested() {
        return request.get() != null;
    }

    boolean forced() {
        Request now = request.get();
        return now != null && now.mode == StopMode.FORCE;
    }

    /** The reason to record; only once {@link #requested()}. */
    StopReason reason() {
        Request now = request.get();
        return now.signal.<StopReason>map(StopReason.Signal::new).orElseGet(() -> new StopReason.UserRequest(now.mode));
    }

    /** How it was asked for and how long ago; empty if it was not. */
    Optional<SessionEnd.Shutdown> shutdown() {
        return Optional.ofNullable(request.get())
                .map(r -> new SessionEnd.Shutdown(r.mode, Duration.ofNanos(System.nanoTime() - r.at), false));
    }

    String explanation() {
        Request now = request.get();
        String how = now.mode == StopMode.FORCE ? "at once" : "gracefully";
        return now.signal.map(s -> "stopped " + how + " by signal " + s).orElse("stopped " + how + " on request")
                + String.format(Locale.ROOT, " within %.1f s", (System.nanoTime() - now.at) / 1e9)
                + "; what was committed is kept, the running iteration is discarded";
    }
}
