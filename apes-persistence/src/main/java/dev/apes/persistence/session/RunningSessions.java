package dev.apes.persistence.session;

import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.error.SessionStateException;
import dev.apes.api.store.Checkpoint;
import dev.apes.api.store.IterationCommit;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import dev.apes.persistence.commit.IterationWriter;
import dev.apes.persistence.entity.Orm;
import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.journal.Journal;
import dev.apes.persistence.journal.Replay;
import dev.apes.persistence.table.CheckpointTable;
import dev.apes.persistence.table.DataSetTable;
import dev.apes.persistence.table.GenerationTable;
import dev.apes.persistence.table.LeaseHolder;
import dev.apes.persistence.table.Leases;
import dev.apes.persistence.table.Retention;
import dev.apes.persistence.table.SessionCheck;
import dev.apes.persistence.table.SessionTable;
import dev.apes.persistence.threads.StoreThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The sessions that a store runs: begins or takes over under a lease, commits, sets aside what can't be stored now, and ends. Thread-safe.
 */
public final class RunningSessions implements AutoCloseable {
    private final Database database;
    private final Consumer<SessionId> ended;
    private final Orm orm;
    private final IterationWriter writer;
    private final Leases leases;
    private final Retention retention;
    private final Optional<Journal> journal;
    private final Map<SessionId, Integer> unsettled = new ConcurrentHashMap<>();
    private final List<String> recovered = new CopyOnWriteArrayList<>();

    /**
     * @param database stays open
     * @param clock for the times written
     * @param leases closed with this
     * @param retention what is told how much was written
     * @param threads for work beside the callers'
     * @param journal for what can't be stored while the database is away, if it is kept
     * @param ended told of each session that has ended; must not throw
     */
    public RunningSessions(
            Database database,
            Clock clock,
            Leases leases,
            Retention retention,
            StoreThreads threads,
            Optional<Journal> journal,
            Consumer<SessionId> ended) {
        this.database = database;
        this.leases = leases;
        this.retention = retention;
        this.journal = journal;
        this.ended = ended;
        orm = new Orm(database, threads);
        writer = new IterationWriter(orm, clock, threads);
    }

    /** {@return whether a journal waits to be stored} */
    public boolean anySetAside() {
        return journal.filter(Journal::holdsAny).isPresent();
    }

    /** Stores what the journal holds; there must be tables of this version. */
    public void replay() {
        if (anySetAside()) {
            recovered.addAll(new Replay(journal.get(), database, writer).run());
        }
    }

    /** {@return what was stored from the journal so far, or could not be, a sentence each} */
    public List<String> recovered() {
        return List.copyOf(recovered);
    }

    /** See {@link dev.apes.api.store.SessionStore#begin}. */
    public void begin(SessionRecord session) {
        if (session.status() != SessionStatus.RUNNING || session.iterations() != 0) {
            throw new SessionStateException("Session " + session.id()
                    + " must begin as RUNNING without iterations but is " + session.status() + " with "
                    + session.iterations());
        }
        orm.warmUp(IterationWriter::rehearse);
        database.read("begin session " + session.id(), c -> {
            if (SessionTable.find(c, session.id()).isPresent()) {
                throw new SessionStateException("Session " + session.id() + " exists already; start with a new id");
            }
            return null;
        });
        leased(session.id(), session.dataKey(), (c, holder) -> SessionTable.insert(c, session, holder));
    }

    /** Writes a session's row under a lease that is given back if that fails. */
    private void leased(SessionId id, String dataKey, LeasedWork work) {
        String doing = "take session " + id;
        String family = database.read(doing, c -> DataSetTable.budgetFamily(c, dataKey));
        LeaseHolder holder;
        try {
            holder = leases.take(id, family);
        } catch (SQLException e) {
            throw database.failure(doing, e);
        }
        try {
            database.transact(doing, c -> work.write(c, holder));
        } catch (RuntimeException | Error e) {
            leases.giveBack(id);
            throw e;
        }
    }

    @FunctionalInterface
    private interface LeasedWork {
        void write(Connection connection, LeaseHolder holder) throws SQLException;
    }

    /** See {@link dev.apes.api.store.SessionStore#takeOver(SessionId)}. */
    public SessionRecord takeOver(SessionId id) {
        return takeOver(id, Optional.empty());
    }

    /** See {@link dev.apes.api.store.SessionStore#takeOver(SessionRecord)}. */
    public SessionRecord takeOver(SessionRecord restated) {
        return takeOver(restated.id(), Optional.of(restated));
    }

    private SessionRecord takeOver(SessionId id, Optional<SessionRecord> restated) {
        orm.warmUp(IterationWriter::rehearse);
        SessionTable.State seen = database.transaction("look at session " + id, c -> SessionTable.lock(c, id));
        requireCutOff(id, seen, seen.held());
        database.read("check session " + id, c -> {
            SessionCheck.requireWhole(c, id);
            return null;
        });
        leased(id, restated.map(SessionRecord::dataKey).orElse(seen.dataKey()), (c, holder) -> {
            requireCutOff(id, SessionTable.lock(c, id), false);
            SessionTable.takeOver(c, id, holder);
            if (restated.isPresent()) {
                SessionTable.restate(c, restated.get());
            }
        });
        return database.read("read session " + id, c -> SessionTable.find(c, id))
                .orElseThrow(() -> SessionTable.unknown(id));
    }

    private static void requireCutOff(SessionId id, SessionTable.State state, boolean held) {
        if (held) {
            throw new SessionStateException("Session " + id + " can't be resumed: it is run by process " + state.pid()
                    + " on " + state.host() + "; wait for it, or stop it with 'apes stop -s " + id + "'");
        }
        if (state.status() == SessionStatus.COMPLETED) {
            throw new SessionStateException("Session " + id + " can't be resumed: it is completed; start a new one");
        }
    }

    /** See {@link dev.apes.api.store.SessionStore#commit}. */
    public void commit(IterationCommit commit) {
        SessionId id = commit.session();
        Optional<UUID> token = leases.token(id);
        if (token.isPresent()
                && unsettled.getOrDefault(id, 0) == commit.record().iteration()) {
            writer.storeAgain(commit, token.get(), false);
        } else {
            writer.store(commit, token);
        }
        settled(id);
        retention.written(
                id,
                commit.measured().size(),
                commit.generated().size(),
                commit.record().generation().rowsRequested() > 0 ? 1 : 0);
    }

    private void settled(SessionId id) {
        if (unsettled.remove(id) != null) {
            journal.ifPresent(j -> j.settled(id));
        }
    }

    /** See {@link dev.apes.api.store.SessionStore#setAside(IterationCommit)}. */
    public Optional<String> setAside(IterationCommit commit) {
        unsettled.put(commit.session(), commit.record().iteration());
        return journal.flatMap(j -> leases.token(commit.session())
                .map(token -> j.keep(commit, token).toString()));
    }

    /** See {@link dev.apes.api.store.SessionStore#setAside(SessionId, SessionStatus, SessionEnd)}. */
    public Optional<String> setAside(SessionId id, SessionStatus status, SessionEnd end) {
        unsettled.putIfAbsent(id, 0);
        return journal.flatMap(j ->
                leases.token(id).map(token -> j.keep(id, status, end, token).toString()));
    }

    /** See {@link dev.apes.api.store.SessionStore#finish}. */
    public void finish(SessionId id, SessionStatus status, SessionEnd end, Optional<Checkpoint> checkpoint) {
        if (status == SessionStatus.RUNNING || status == SessionStatus.STOPPING) {
            throw new SessionStateException(
                    "Session " + id + " can't end as " + status + "; use COMPLETED, INTERRUPTED or FAILED");
        }
        if (unsettled.getOrDefault(id, 0) > 0) {
            replay(); // an iteration goes before the end
        }
        // asked before the row is locked: the heartbeat asks for the row while it keeps others from the leases
        Optional<UUID> token = leases.token(id);
        database.transact("end session " + id, c -> {
            SessionTable.State state = SessionTable.lock(c, id);
            requireAlive(id, state);
            boolean ours = token.map(t -> t.equals(state.token())).orElse(!state.held());
            if (!ours) {
                throw new SessionStateException("Session " + id + " is run by process " + state.pid() + " on "
                        + state.host() + ", which alone can end it; ask it to with 'apes stop -s " + id + "'");
            }
            if (checkpoint.isPresent()) {
                CheckpointTable.add(c, id, checkpoint.get());
            }
            SessionTable.finish(c, id, status, end);
            GenerationTable.sumUp(c, id.value());
            if (status == SessionStatus.COMPLETED) {
                CheckpointTable.keepNewest(c, id.value(), 1);
            }
        });
        settled(id);
        leases.giveBack(id);
        ended.accept(id);
    }

    /** @throws SessionStateException if the session has ended */
    public static void requireAlive(SessionId id, SessionTable.State state) {
        if (!state.alive()) {
            throw new SessionStateException("Session " + id + " has already ended as "
                    + state.status().name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Puts the parameters before a promotion back in force.
     *
     * @param id a promotion whose result is in force
     */
    public void rollBack(PromotionId id) {
        writer.rollBack(id);
    }

    @Override
    public void close() {
        leases.close();
        orm.close();
    }
}
