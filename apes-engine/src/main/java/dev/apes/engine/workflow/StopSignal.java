package dev.apes.engine.workflow;

import dev.apes.api.StopMode;
import dev.apes.api.stopping.StopReason;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whether, how and by whom a session has been asked to stop. A request can only be replaced by a stronger one. Thread-safe. */
final class StopSignal {
    private record Request(StopMode mode, Optional<String> signal) {}

    private final AtomicReference<Request> request = new AtomicReference<>();

    void request(StopMode mode, Optional<String> signal) {
        request.updateAndGet(now -> now == null || (now.mode == StopMode.GRACEFUL && mode == StopMode.FORCE)
                ? new Request(mode, now == null ? signal : now.signal.or(() -> signal))
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

    String explanation() {
        Request now = request.get();
        String how = now.mode == StopMode.FORCE ? "at once" : "gracefully";
        return now.signal.map(s -> "stopped " + how + " by signal " + s).orElse("stopped " + how + " on request")
                + "; what was committed is kept, the running iteration is discarded";
    }
}
