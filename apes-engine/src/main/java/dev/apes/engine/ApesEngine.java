package dev.apes.engine;

import dev.apes.api.InitializationReport;
import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.StopMode;
import dev.apes.api.StopOutcome;
import dev.apes.api.SystemStatus;
import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingEvent;
import dev.apes.api.TrainingHandle;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.rule.PromptRule;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.corpus.PromptSource;
import dev.apes.engine.init.Initialization;
import dev.apes.engine.plugin.PluginRegistry;
import dev.apes.engine.store.InMemorySessionStore;
import dev.apes.engine.workflow.EngineParts;
import dev.apes.engine.workflow.ResumableSession;
import dev.apes.engine.workflow.TrainingSession;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The training engine; {@link Apes} makes it. */
public final class ApesEngine implements TrainingEngine {
    private final PluginRegistry plugins;
    private final SessionStore store;
    private final EngineParts parts;
    private final StoredSessions stored;
    private final Map<SessionId, TrainingSession> sessions = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** For discovery: everything on the class path, with an in-memory store. */
    public ApesEngine() {
        this(
                new PluginRegistry(new PluginRegistry.Explicit(), ApesEngine.class.getClassLoader()),
                "targets",
                new InMemorySessionStore(),
                Clock.systemUTC(),
                Optional.empty());
    }

    ApesEngine(PluginRegistry plugins, String gapAnalyzer, SessionStore store, Clock clock, Optional<Executor> host) {
        this.plugins = plugins;
        this.store = store;
        parts = new EngineParts(plugins, gapAnalyzer, store, clock, new PromptSource(host), host);
        stored = new StoredSessions(store);
    }

    @Override
    public InitializationReport prepare(TrainingRequest request, Consumer<InitializationReport.PhaseResult> listener) {
        parts.prompts().begin(request);
        return new Initialization(parts).run(request, listener);
    }

    @Override
    public TrainingHandle start(TrainingRequest request, Consumer<TrainingEvent> listener) {
        requireOpen();
        return running(TrainingSession.start(request, parts, listener, this::forget));
    }

    @Override
    public TrainingHandle resume(SessionId id, TrainingRequest request, Consumer<TrainingEvent> listener) {
        requireOpen();
        return running(TrainingSession.resume(id, request, parts, listener, this::forget));
    }

    private void requireOpen() {
        if (closed) {
            throw new SessionStateException("The engine is closed; make a new one");
        }
    }

    /** The session may end before it is entered here. */
    private TrainingHandle running(TrainingSession session) {
        sessions.put(session.id(), session);
        if (session.ended()) {
            forget(session);
        }
        return session;
    }

    private void forget(TrainingSession session) {
        sessions.remove(session.id(), session);
    }

    @Override
    public Optional<SessionRecord> resumable(TrainingRequest request) {
        return ResumableSession.of(request, parts);
    }

    @Override
    public TrainingRequest requestOf(SessionId id) {
        return stored.requestOf(id);
    }

    @Override
    public SystemStatus status() {
        List<PromptRule> rules = plugins.rules();
        return new SystemStatus(
                !closed && !rules.isEmpty(),
                store.name(),
                store.incumbents(rules.stream().map(PromptRule::definition).toList()),
                sessions.keySet().stream()
                        .sorted(java.util.Comparator.comparing(SessionId::value))
                        .toList(),
                plugins.names());
    }

    @Override
    public List<SessionRecord> sessions(int limit) {
        return store.sessions(limit);
    }

    @Override
    public StopOutcome stop(SessionId id, StopMode mode, Duration limit) {
        TrainingSession running = sessions.get(id);
        if (running == null) {
            return stored.stop(id, mode, limit);
        }
        running.requestStop(mode);
        try {
            return running.awaitEnd(limit) ? StopOutcome.STOPPED : StopOutcome.TIMED_OUT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StopOutcome.TIMED_OUT;
        }
    }

    @Override
    public void rollback(PromotionId id) {
        store.rollback(id);
    }

    @Override
    public void close() {
        closed = true;
        List<TrainingSession> running = List.copyOf(sessions.values());
        running.forEach(s -> s.requestStop(StopMode.GRACEFUL));
        for (TrainingSession session : running) {
            try {
                if (!session.awaitEnd(Duration.ofSeconds(30))) {
                    session.requestStop(StopMode.FORCE);
                    session.awaitEnd(Duration.ofSeconds(10));
                }
            } catch (InterruptedException e) {
                session.requestStop(StopMode.FORCE);
                Thread.currentThread().interrupt();
            }
        }
        parts.prompts().close();
        store.close();
    }
}
