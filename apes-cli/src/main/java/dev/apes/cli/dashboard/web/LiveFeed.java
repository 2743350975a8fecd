package dev.apes.cli.dashboard.web;

import dev.apes.cli.dashboard.access.Logins;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells browsers by WebSocket what is committed: what has changed, not the figures, which they then ask the REST interface for. One thread
 * sends to all; who does not keep up is cut off and comes again. Thread-safe.
 */
public final class LiveFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final int MOST = 200;
    private static final int WAITING = 1_000;
    private static final int BEAT_SECONDS = 20;
    private static final int FRAMES = 64;
    private static final int GOING_AWAY = 1001;
    private static final int REFUSED = 1008;
    private static final int FULL = 1013;
    private static final String BEAT = "{\"kind\":\"beat\"}";
    private static final String EVERYTHING = "{\"kind\":\"anything\"}";

    private final Guard guard;
    private final Logins logins;
    private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>(WAITING);
    private final Thread sender;
    private volatile boolean closed;

    private record Listener(WsContext context, Optional<String> login) {}

    /**
     * @param guard who lets in
     * @param logins ends of which end listening
     */
    public LiveFeed(Guard guard, Logins logins) {
        this.guard = guard;
        this.logins = logins;
        sender = new Thread(this::send, "apes-live-feed");
        sender.setDaemon(true);
        sender.start();
    }

    /**
     * @param socket to be configured
     * @param greeting gives what a browser is told first, JSON
     */
    public void configure(WsConfig socket, Supplier<String> greeting) {
        socket.onConnect(context -> {
            if (closed || listeners.size() >= MOST) {
                context.closeSession(FULL, "too many are looking on");
                return;
            }
            context.session.setMaxOutgoingFrames(FRAMES);
            context.send(greeting.get());
            listeners.put(context.sessionId(), new Listener(context, guard.key(context)));
        });
        // nobody needs to say anything
        socket.onMessage(context -> context.closeSession(REFUSED, "this feed is for listening"));
        socket.onBinaryMessage(context -> context.closeSession(REFUSED, "this feed is for listening"));
        socket.onClose(context -> listeners.remove(context.sessionId()));
        socket.onError(context -> listeners.remove(context.sessionId()));
    }

    /** @param message JSON for all who listen; if too many wait to be sent, one stands for all of them */
    public void tell(String message) {
        if (!messages.offer(message)) {
            messages.clear();
            messages.offer(EVERYTHING);
        }
    }

    /** {@return how many listen} */
    public int listeners() {
        return listeners.size();
    }

    private void send() {
        while (!closed) {
            try {
                String message = messages.poll(BEAT_SECONDS, TimeUnit.SECONDS);
                if (message == null) {
                    dismiss();
                    message = BEAT;
                }
                String text = message;
                listeners.values().forEach(listener -> send(listener, text));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void send(Listener listener, String message) {
        try {
            listener.context().send(message);
        } catch (RuntimeException e) {
            LOG.debug("a listener does not keep up", e);
            listeners.remove(listener.context().sessionId());
            listener.context().closeSession(FULL, "too slow");
        }
    }

    /** Those whose login has ended meanwhile. */
    private void dismiss() {
        listeners.values().forEach(listener -> {
            if (listener.login().filter(key -> logins.find(key).isEmpty()).isPresent()) {
                listeners.remove(listener.context().sessionId());
                listener.context().closeSession(REFUSED, "logged out");
            }
        });
    }

    /** Says goodbye to all and ends the thread; idempotent. */
    @Override
    public void close() {
        closed = true;
        sender.interrupt();
        listeners.values().forEach(listener -> listener.context().closeSession(GOING_AWAY, "the server ends"));
        try {
            sender.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
