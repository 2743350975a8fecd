package dev.apes.persistence.live;

import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to what any process commits, on a connection and a thread of its own, until it is closed. Where the database delivers
 * nothing (a pool between that hands out connections by transaction, a standby), it looks every second whether anything has
 * changed. A lost connection is made again; what was missed meanwhile is told as {@link Notice#ANYTHING}.
 */
public final class CommitFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommitFeed.class);
    private static final String SELF_TEST = "apes_self_test";
    private static final int WAIT_MILLIS = 1_000;
    private static final int SELF_TEST_MILLIS = 3_000;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Database database;
    private final Consumer<Notice> listener;
    private final Consumer<State> states;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Connection connection;
    private volatile State state = State.AWAY;

    /** How the feed learns of commits. */
    public enum State {
        /** The database delivers them. */
        LISTENING,
        /** It looks every second. */
        POLLING,
        /** The database can't be reached; it tries again. */
        AWAY
    }

    private CommitFeed(Database database, Consumer<Notice> listener, Consumer<State> states) {
        this.database = database;
        this.listener = listener;
        this.states = states;
        thread = new Thread(this::run, "apes-commit-feed");
        thread.setDaemon(true);
    }

    /**
     * Starts to listen; does not wait for the connection.
     *
     * @param database where; closed with the feed
     * @param listener gets what is committed, from the feed's thread; must not block for long
     * @param states gets each change of state, from the same thread
     * @return the feed, to be closed
     */
    public static CommitFeed open(Database database, Consumer<Notice> listener, Consumer<State> states) {
        CommitFeed feed = new CommitFeed(database, listener, states);
        feed.thread.start();
        return feed;
    }

    /** {@return how it learns of commits at the moment} */
    public State state() {
        return state;
    }

    private void run() {
        Duration pause = Duration.ofMillis(250);
        boolean first = true;
        while (closed.getCount() > 0) {
            try (Connection current = database.dedicated()) {
                connection = current;
                pause = Duration.ofMillis(250);
                follow(current, !first);
            } catch (SQLException | RuntimeException e) {
                if (closed.getCount() == 0) {
                    return;
                }
                LOG.debug("The feed of commits from {} was cut off: {}", database.place(), e.toString());
            }
            first = false;
            connection = null;
            enter(State.AWAY);
            if (waited(pause)) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void follow(Connection current, boolean missed) throws SQLException {
        current.setAutoCommit(true);
        String schema = Sql.first(current, "SELECT coalesce(current_schema(), '')", row -> row.getString(1))
                .orElse("");
        List<PGNotification> early = new ArrayList<>();
        boolean delivers = delivers(current, early);
        String seen = delivers ? "" : Fingerprint.of(current);
        enter(delivers ? State.LISTENING : State.POLLING);
        if (missed) {
            listener.accept(Notice.ANYTHING);
        }
        early.forEach(n -> tell(n, schema));
        while (closed.getCount() > 0) {
            if (delivers) {
                PGNotification[] arrived = current.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS);
                for (PGNotification notification : arrived == null ? new PGNotification[0] : arrived) {
                    tell(notification, schema);
                }
            } else {
                if (waited(Duration.ofMillis(WAIT_MILLIS))) {
                    return;
                }
                String now = Fingerprint.of(current);
                if (!now.equals(seen)) {
                    seen = now;
                    listener.accept(Notice.ANYTHING);
                }
            }
        }
    }

    private void tell(PGNotification notification, String schema) {
        Announcement.read(notification.getName(), notification.getParameter(), schema)
                .ifPresent(listener);
    }

    /** Only a message to oneself tells whether messages arrive: a pool between accepts LISTEN and delivers nothing. */
    private static boolean delivers(Connection current, List<PGNotification> early) {
        try {
            PGConnection direct = current.unwrap(PGConnection.class);
            for (String channel : Announcement.CHANNELS) {
                Sql.run(current, "LISTEN " + channel);
            }
            Sql.run(current, "LISTEN " + SELF_TEST);
            String mine = UUID.randomUUID().toString();
            Sql.run(current, "SELECT pg_notify(?, ?)", SELF_TEST, mine);
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SELF_TEST_MILLIS);
            boolean heard = false;
            while (!heard && System.nanoTime() < deadline) {
                PGNotification[] arrived = direct.getNotifications(100);
                for (PGNotification each : arrived == null ? new PGNotification[0] : arrived) {
                    if (!each.getName().equals(SELF_TEST)) {
                        early.add(each);
                    }
                    heard |= each.getParameter().equals(mine);
                }
            }
            Sql.run(current, "UNLISTEN " + SELF_TEST);
            return heard;
        } catch (SQLException e) {
            return false;
        }
    }

    private void enter(State next) {
        if (state != next) {
            state = next;
            states.accept(next);
        }
    }

    private boolean waited(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends the thread and waits for that; idempotent. */
    @Override
    public void close() {
        closed.countDown();
        Connection current = connection;
        try {
            if (current != null) {
                current.abort(Runnable::run); // it may be waiting for the server
            }
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (SQLException e) {
            LOG.debug("closing the feed of commits", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            database.close();
        }
    }
}
