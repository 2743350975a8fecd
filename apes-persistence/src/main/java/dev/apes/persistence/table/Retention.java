package dev.apes.persistence.table;

import dev.apes.api.SessionId;
import dev.apes.api.error.ApesException;
import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what training measured and generated within bounds: the newest rows stay. Clears up whenever a tenth of a bound has been
 * written since the last time, so that a commit pays little for it. Rows of other programs are never touched. Thread-safe.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** One row for each iteration that generated something. */
    private static final List<String> BATCHES =
            List.of("generation_batches", "generation_method_performance", "generation_quality_assessments");

    /** No session is called that. */
    private static final String NONE = "";

    private final Database database;
    private final long applications;
    private final long samples;
    private final long batches;
    private long newApplications;
    private long newSamples;
    private long newBatches;

    /**
     * @param database where
     * @param applications how many rows of {@code rule_performance} stay
     * @param samples how many rows of {@code synthetic_data_samples} stay
     * @param batches how many iterations stay in {@code generation_batches} and what belongs to it
     */
    public Retention(Database database, long applications, long samples, long batches) {
        this.database = database;
        this.applications = applications;
        this.samples = samples;
        this.batches = batches;
    }

    /**
     * Counts rows that were committed, and clears up if it is time. The batches of the session that wrote them stay until it has ended,
     * for {@code generation_analytics} sums them up then.
     *
     * @param session that wrote them
     * @param writtenApplications rows of {@code rule_performance}
     * @param writtenSamples rows of {@code synthetic_data_samples}
     * @param writtenBatches rows of {@code generation_batches}
     */
    public void written(SessionId session, int writtenApplications, int writtenSamples, int writtenBatches) {
        boolean clearBatches;
        boolean clearApplications;
        boolean clearSamples;
        synchronized (this) {
            newApplications += writtenApplications;
            newSamples += writtenSamples;
            newBatches += writtenBatches;
            clearBatches = newBatches > 0 && newBatches >= batches / 10;
            newBatches = clearBatches ? 0 : newBatches;
            clearApplications = newApplications > 0 && newApplications >= applications / 10;
            clearSamples = newSamples > 0 && newSamples >= samples / 10;
            newApplications = clearApplications ? 0 : newApplications;
            newSamples = clearSamples ? 0 : newSamples;
        }
        try {
            if (clearApplications) {
                database.transact(
                        "clear old measurements", c -> clear(c, "rule_performance", "id", applications, NONE));
            }
            if (clearSamples) {
                database.transact("clear old samples", this::clearSamples);
            }
            if (clearBatches) {
                database.transact("clear old batches", c -> {
                    for (String table : BATCHES) {
                        clear(c, table, "created_at", batches, session.value());
                    }
                });
            }
        } catch (ApesException e) {
            LOG.warn("Old rows were not cleared: {}", e.getMessage());
        }
    }

    private void clearSamples(Connection connection) throws SQLException {
        // a table of an earlier program may have keys of any type, so age tells
        clear(connection, "synthetic_data_samples", "created_at", samples, NONE);
        Sql.run(
                connection,
                "DELETE FROM training_prompts p WHERE p.origin = 'generated'"
                        + " AND NOT EXISTS (SELECT 1 FROM synthetic_data_samples s WHERE s.fingerprint = p.fingerprint)"
                        + " AND NOT EXISTS (SELECT 1 FROM training_data_set_members m WHERE m.fingerprint = p.fingerprint)");
    }

    private static void clear(Connection connection, String table, String age, long keep, String but)
            throws SQLException {
        Sql.run(
                connection,
                "DELETE FROM " + table + " WHERE improvement_session_id <> ? AND " + age + " < (SELECT " + age
                        + " FROM " + table + " WHERE improvement_session_id IS NOT NULL ORDER BY " + age
                        + " DESC OFFSET ? LIMIT 1)",
                but,
                Math.max(0, keep - 1));
    }
}
