package dev.apes.persistence.table;

import dev.apes.api.SessionId;
import dev.apes.api.error.SessionStateException;
import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.threads.StoreThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The sessions that this store runs: an advisory lock for each on one connection of their own, and a heartbeat in their rows. The
 * lock tells that a session is run; what makes it safe is the token in its row, drawn anew by whoever takes it, which every commit
 * compares. So when the connection breaks, the locks are taken again, and if another process was faster the next commit is refused.
 */
public final class Leases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final String SESSION = "session";
    private static final String FAMILY = "family";

    private final Database database;
    private final Duration beat;
    private final StoreThreads threads;
    private final Map<SessionId, Lease> leases = new LinkedHashMap<>();
    private Connection connection;
    private StoreThreads.Repeated heart;
    private boolean closed;
    private boolean complained;

    /**
     * @param family the data whose error budget the session spends
     * @param holder this process, as written into the session's row
     */
    private record Lease(String family, LeaseHolder holder) {}

    /**
     * @param database where
     * @param beat how often the heartbeat is written
     * @param threads where it is written from
     */
    public Leases(Database database, Duration beat, StoreThreads threads) {
        this.database = database;
        this.beat = beat;
        this.threads = threads;
    }

    /**
     * Takes the locks of a session; its row is the caller's to write.
     *
     * @param id the session
     * @param family the data whose error budget it spends
     * @return what to write into the row
     * @throws SessionStateException if another process runs it, or another session on the same prompts
     * @throws SQLException if the database refuses
     */
    public synchronized LeaseHolder take(SessionId id, String family) throws SQLException {
        if (closed) {
            throw new SessionStateException("The store is closed");
        }
        if (leases.containsKey(id)) {
            throw new SessionStateException("Session " + id + " is run by this process already");
        }
        startHeart();
        Connection keeper = connection();
        if (!LeaseLock.take(keeper, SESSION, id.value())) {
            throw new SessionStateException("Session " + id + " is run by another process" + where(keeper, id)
                    + "; wait for it, or stop it with 'apes stop -s " + id + "'");
        }
        if (!LeaseLock.take(keeper, FAMILY, family)) {
            LeaseLock.giveBack(keeper, SESSION, id.value());
            throw new SessionStateException(sameData(keeper, family));
        }
        Lease lease = new Lease(family, LeaseHolder.draw());
        leases.put(id, lease);
        return lease.holder();
    }

    private static String where(Connection keeper, SessionId id) throws SQLException {
        return Sql.first(
                        keeper,
                        "SELECT lease_host, lease_pid FROM improvement_sessions WHERE session_id = ?",
                        row -> " (" + row.getString(1) + ", pid " + row.getLong(2) + ")",
                        id.value())
                .orElse("");
    }

    private static String sameData(Connection keeper, String family) throws SQLException {
        Optional<String> other = Sql.first(
                keeper,
                "SELECT s.session_id, s.lease_host, s.lease_pid FROM improvement_sessions s"
                        + " LEFT JOIN training_data_sets d ON d.data_key = s.data_key"
                        + " WHERE s.session_type = 'continuous_training' AND coalesce(d.budget_family, s.data_key) = ? AND "
                        + LeaseLock.HELD + " LIMIT 1",
                row -> "Session " + row.getString(1) + " is training on the same prompts (" + row.getString(2)
                        + ", pid "
                        + row.getLong(3) + "); wait for it, stop it with 'apes stop -s " + row.getString(1)
                        + "', or use other prompts",
                family);
        return other.orElse(
                "Another session is training on the same prompts; wait for it, stop it with 'apes stop', or use other prompts");
    }

    /**
     * @param id a session
     * @return the token under which this store runs it, if it does
     */
    public synchronized Optional<UUID> token(SessionId id) {
        return Optional.ofNullable(leases.get(id)).map(l -> l.holder().token());
    }

    /**
     * Gives a session's locks back.
     *
     * @param id a session, held or not
     */
    public synchronized void giveBack(SessionId id) {
        Lease lease = leases.remove(id);
        if (lease == null || connection == null) {
            return;
        }
        try {
            LeaseLock.giveBack(connection, SESSION, id.value());
            LeaseLock.giveBack(connection, FAMILY, lease.family());
        } catch (SQLException e) {
            drop(); // with the connection go the locks
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null || !connection.isValid(5)) {
            drop();
            connection = database.dedicated();
            connection.setAutoCommit(true);
            for (Map.Entry<SessionId, Lease> held : leases.entrySet()) {
                LeaseLock.take(connection, SESSION, held.getKey().value());
                LeaseLock.take(connection, FAMILY, held.getValue().family());
            }
        }
        return connection;
    }

    private void drop() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("closing a broken connection", e);
            }
            connection = null;
        }
    }

    private void startHeart() {
        if (heart == null) {
            try {
                heart = threads.every("apes-lease-heartbeat", beat, this::beatOnce);
            } catch (RejectedExecutionException e) {
                throw new IllegalStateException(
                        "The scheduler given to the store takes no more tasks: it may be shut down; give the store a scheduler that"
                                + " outlives it",
                        e);
            }
        }
    }

    private synchronized void beatOnce() {
        if (closed || leases.isEmpty()) {
            return;
        }
        List<String> ids = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        leases.forEach((id, lease) -> {
            ids.add(id.value());
            tokens.add(lease.holder().token().toString());
        });
        try {
            Sql.run(
                    connection(),
                    // a row that is being written needs no heartbeat, and must not keep the leases locked
                    "UPDATE improvement_sessions SET heartbeat_at = now() WHERE id IN (SELECT id FROM improvement_sessions"
                            + " WHERE session_id = ANY (?) AND lease_token = ANY (cast(? AS uuid[])) FOR UPDATE SKIP LOCKED)",
                    ids,
                    tokens);
            complained = false;
        } catch (SQLException e) {
            // said once: a database can be away for long
            LOG.atLevel(complained ? Level.DEBUG : Level.WARN)
                    .log(
                            "The heartbeat of session {} could not be written: {}",
                            ids,
                            database.failure("write it", e).getMessage());
            complained = true;
            drop();
        }
    }

    @Override
    public void close() {
        StoreThreads.Repeated beating;
        synchronized (this) {
            closed = true;
            // by name: the server notices only after a while that a connection is gone, and somebody may wait for these
            List.copyOf(leases.keySet()).forEach(this::giveBack);
            leases.clear();
            drop();
            beating = heart;
            heart = null;
        }
        if (beating != null) {
            beating.close();
        }
    }
}
