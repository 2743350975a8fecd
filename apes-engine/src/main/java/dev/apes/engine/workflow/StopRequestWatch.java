package dev.apes.engine.workflow;

import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.parallel.EngineThreads;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the store once a second whether another process wants the session to stop. A store that does not answer is asked again: the
 * session itself will find out whether it is gone. Its thread ends with {@link #close()}.
 */
final class StopRequestWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StopRequestWatch.class);
    private static final long PERIOD_MILLIS = 1_000;

    private final SessionId session;
    private final SessionStore store;
    private final StopSignal stop;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService thread;
    private boolean stored;
    private boolean complained;

    StopRequestWatch(SessionId session, SessionStore store, StopSignal stop, Optional<Executor> host) {
        this.session = session;
        this.store = store;
        this.stop = stop;
        thread = EngineThreads.single("apes-stop-watch-" + session, host);
        thread.submit(this::watch);
    }

    private void watch() {
        try {
            while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS) && !stop.forced()) {
                look();
            }
        } catch (InterruptedException e) {
            // closing interrupts a call that hangs
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            // on a busy machine the first look may come before the session has begun
            stored = stored || store.find(session).isPresent();
            if (!stored) {
                return;
            }
            Optional<StopMode> asked = store.stopRequest(session);
            asked.ifPresent(mode -> stop.request(mode, Optional.empty()));
            complained = false;
        } catch (RuntimeException e) {
            if (!complained && closed.getCount() > 0) {
                LOG.warn("Can't see whether session {} is asked to stop, will try again: {}", session, e.getMessage());
            }
            complained = true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.shutdown();
            if (!thread.awaitTermination(500, TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
                thread.awaitTermination(500, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
