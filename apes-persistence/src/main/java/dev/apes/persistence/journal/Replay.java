package dev.apes.persistence.journal;

import dev.apes.api.error.SessionStateException;
import dev.apes.api.store.IterationCommit;
import dev.apes.persistence.commit.IterationWriter;
import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.table.GenerationTable;
import dev.apes.persistence.table.SessionTable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stores what journals hold, once: an iteration that is there already is compared, not stored again. It counts only under the lease it
 * was made under; once another process has taken the session over, that one's iterations are the session's.
 */
public final class Replay {
    private final Journal journal;
    private final Database database;
    private final IterationWriter writer;

    /**
     * @param journal what is kept
     * @param database where it belongs
     * @param writer stores iterations
     */
    public Replay(Journal journal, Database database, IterationWriter writer) {
        this.journal = journal;
        this.database = database;
        this.writer = writer;
    }

    /**
     * Stores all that belongs to this database. A journal that is damaged or comes too late gets another name and is not looked at
     * again; one whose session is not in this database is left for the one it is in.
     *
     * @return what was done, a sentence for each journal
     * @throws dev.apes.api.error.StoreException if the database fails; the journals are then still there
     */
    public List<String> run() {
        List<String> done = new ArrayList<>();
        for (Path file : journal.files()) {
            try {
                one(journal.read(file)).ifPresent(done::add);
            } catch (NoSuchFileException e) {
                // its session has just stored it
            } catch (IOException | DamagedJournalException e) {
                done.add("the journal " + file + " is damaged (" + e.getMessage() + "): set aside as "
                        + journal.setAside(file, "damaged").getFileName()
                        + "; the iteration it held will be computed again");
            }
        }
        return done;
    }

    private Optional<String> one(Journal.Kept kept) {
        boolean known = database.read(
                "read session " + kept.session(),
                c -> SessionTable.find(c, kept.session()).isPresent());
        if (!known) {
            return Optional.empty();
        }
        List<String> stored = new ArrayList<>();
        try {
            if (kept.commit().isPresent()) {
                IterationCommit commit = kept.commit().get();
                boolean fresh = writer.storeAgain(commit, kept.token(), true);
                stored.add("iteration " + commit.record().iteration() + (fresh ? "" : " (which had arrived)"));
            }
            if (kept.end().isPresent() && finish(kept)) {
                stored.add("its end");
            }
        } catch (SessionStateException e) {
            return Optional.of("the journal " + kept.file() + " comes too late (" + e.getMessage() + "): set aside as "
                    + journal.setAside(kept.file(), "refused").getFileName());
        }
        journal.delete(kept.file());
        return Optional.of("stored from the journal of session " + kept.session() + ": "
                + (stored.isEmpty() ? "nothing, it had ended already" : String.join(", ", stored)));
    }

    private boolean finish(Journal.Kept kept) {
        return database.transaction("end session " + kept.session(), c -> {
            SessionTable.State state = SessionTable.lock(c, kept.session());
            if (!state.alive() || state.held() || !kept.token().equals(state.token())) {
                return false;
            }
            SessionTable.finish(
                    c, kept.session(), kept.status().orElseThrow(), kept.end().orElseThrow());
            GenerationTable.sumUp(c, kept.session().value());
            return true;
        });
    }
}
