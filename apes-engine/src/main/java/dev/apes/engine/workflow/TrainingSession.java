package dev.apes.engine.workflow;

import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingHandle;
import dev.apes.api.TrainingReport;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.store.SessionRecord;
import dev.apes.engine.PromptEnhancer;
import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.parallel.EngineThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
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
    private volatile EffectivenessModel model;
    private volatile RuntimeException failure;
    private volatile SessionScope scope;

    private TrainingSession(SessionId id) {
        this.id = id;
    }

    /**
     * Checks the request, then starts.
     *
     * @param request what to train
     * @param parts what all sessions of the engine share
     * @param listener gets the events
     * @param onEnd called once the session has ended
     * @return the running session
     * @throws dev.apes.api.error.InvalidInputException if the request can't be carried out
     */
    public static TrainingSession start(
            TrainingRequest request,
            EngineParts parts,
            Consumer<TrainingEvent> listener,
            Consumer<TrainingSession> onEnd) {
        TrainingSession session = new TrainingSession(SessionId.random());
        session.run(
                SessionScope.open(session.id, request, parts, session.stop, quiet(listener), Optional.empty()), onEnd);
        return session;
    }

    /**
     * Checks that a session that was cut off would go on as it began, takes it over, then goes on with it.
     *
     * @param id the session
     * @param request what it was started with; limits may differ
     * @param parts what all sessions of the engine share
     * @param listener gets the events
     * @param onEnd called once the session has ended
     * @return the running session
     * @throws SessionStateException if there is no such session or it can't go on
     */
    public static TrainingSession resume(
            SessionId id,
            TrainingRequest request,
            EngineParts parts,
            Consumer<TrainingEvent> listener,
            Consumer<TrainingSession> onEnd) {
        SessionRecord record =
                parts.store().find(id).orElseThrow(() -> new SessionStateException("There is no session " + id));
        Continuation.requireCutOff(record);
        TrainingSession session = new TrainingSession(id);
        SessionScope scope = SessionScope.open(id, request, parts, session.stop, quiet(listener), Optional.of(record));
        try {
            scope.restated()
                    .ifPresentOrElse(
                            parts.store()::takeOver, () -> parts.store().takeOver(id));
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
        session.run(scope, onEnd);
        return session;
    }

    private void run(SessionScope opened, Consumer<TrainingSession> onEnd) {
        scope = opened;
        ExecutorService thread = EngineThreads.single("apes-session-" + id, opened.host());
        try {
            thread.execute(() -> work(opened, onEnd));
        } catch (RejectedExecutionException e) {
            opened.close();
            throw new IllegalStateException(
                    "The executor given to Apes takes no more tasks: it may be shut down, or full; a training needs three threads",
                    e);
        }
        thread.shutdown();
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

    private void work(SessionScope opened, Consumer<TrainingSession> onEnd) {
        StopRequestWatch watch = new StopRequestWatch(id, opened.impatientStore(), stop, opened.host());
        try {
            ContinuousTrainingWorkflow.Result result = new ContinuousTrainingWorkflow(opened).run();
            enhancer = result.enhancer();
            model = result.learned()
                    .map(Learned::model)
                    .filter(EffectivenessModel::trained)
                    .orElse(null);
            report = result.report();
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            // told by await() like any other failure, not by the thread's handler
            failure = new IllegalStateException("The session ended by " + e, e);
        } finally {
            watch.close();
            opened.close();
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

    @Override
    public void requestCheckpoint() {
        stop.requestCheckpoint();
    }

    @Override
    public void adjust(TrainingRequest.Limits limits) {
        try {
            scope.request().toBuilder().limits(limits).build();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("limits of session " + id, e.getMessage(), e);
        }
        stop.requestLimits(limits);
    }

    /** {@return the composition in force at the end, once {@link #report()} is there} */
    public Optional<PromptEnhancer> enhancer() {
        return Optional.ofNullable(enhancer);
    }

    /** {@return the effectiveness model at the end, once {@link #report()} is there; empty if none was trained} */
    public Optional<EffectivenessModel> model() {
        return Optional.ofNullable(model);
    }

    @Override
    public Optional<TrainingReport> report() {
        return Optional.ofNullable(report);
    }
}
