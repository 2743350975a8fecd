package dev.apes.engine.workflow;

import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingHandle;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.ApesException;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.PromptEnhancer;
import dev.apes.engine.plugin.PluginRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session and the thread it runs on. Thread-safe. */
public final class TrainingSession implements TrainingHandle {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingSession.class);

    private final SessionId id;
    private final StopSignal stop = new StopSignal();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile TrainingReport report;
    private volatile PromptEnhancer enhancer;
    private volatile RuntimeException failure;

    private TrainingSession(SessionId id) {
        this.id = id;
    }

    /**
     * Checks the request, then starts.
     *
     * @param request what to train
     * @param plugins what is installed
     * @param gapAnalyzer name of the gap analyzer
     * @param store where the session is kept
     * @param clock by which durations are measured
     * @param listener gets the events
     * @param onEnd called once the session has ended
     * @return the running session
     * @throws dev.apes.api.error.InvalidInputException if the request can't be carried out
     */
    public static TrainingSession start(
            TrainingRequest request,
            PluginRegistry plugins,
            String gapAnalyzer,
            SessionStore store,
            Clock clock,
            Consumer<TrainingEvent> listener,
            Consumer<TrainingSession> onEnd) {
        TrainingSession session = new TrainingSession(SessionId.random());
        SessionScope scope = SessionScope.open(
                session.id, request, plugins, gapAnalyzer, store, clock, session.stop, quiet(listener));
        Thread thread = new Thread(() -> session.run(scope, onEnd), "apes-session-" + session.id);
        thread.setDaemon(true);
        thread.start();
        return session;
    }

    /** A listener that throws must not end the session. */
    private static Consumer<TrainingEvent> quiet(Consumer<TrainingEvent> listener) {
        return event -> {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.warn("A listener threw on {}: {}", event.getClass().getSimpleName(), e.toString());
            }
        };
    }

    private void run(SessionScope scope, Consumer<TrainingSession> onEnd) {
        try (scope) {
            ContinuousTrainingWorkflow.Result result = new ContinuousTrainingWorkflow(scope).run();
            enhancer = result.enhancer();
            report = result.report();
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            failure = new IllegalStateException("The session ended by " + e, e);
            throw e;
        } finally {
            onEnd.accept(this);
            end.countDown();
        }
    }

    @Override
    public SessionId id() {
        return id;
    }

    /** {@return whether the session has ended} */
    public boolean ended() {
        return end.getCount() == 0;
    }

    /**
     * @param limit how long to wait at most
     * @return whether the session has ended
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return end.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public TrainingReport await() throws InterruptedException {
        end.await();
        return outcome();
    }

    @Override
    public Optional<TrainingReport> await(Duration limit) throws InterruptedException {
        return awaitEnd(limit) ? Optional.of(outcome()) : Optional.empty();
    }

    private TrainingReport outcome() {
        if (failure instanceof ApesException known) {
            throw known;
        }
        if (failure != null) {
            throw new IllegalStateException("Session " + id + " ended by a fault in APES: " + failure, failure);
        }
        return report;
    }

    @Override
    public void requestStop(StopMode mode) {
        stop.request(mode, Optional.empty());
    }

    @Override
    public void requestStop(StopMode mode, String signal) {
        stop.request(mode, Optional.of(signal));
    }

    /** {@return the composition in force at the end, once {@link #report()} is there} */
    public Optional<PromptEnhancer> enhancer() {
        return Optional.ofNullable(enhancer);
    }

    @Override
    public Optional<TrainingReport> report() {
        return Optional.ofNullable(report);
    }
}
