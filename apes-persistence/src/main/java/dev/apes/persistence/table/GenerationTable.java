package dev.apes.persistence.table;

import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationRecord;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import java.sql.Connection;
import java.sql.SQLException;

/** How generating fared, per iteration, method and session. */
public final class GenerationTable {
    private GenerationTable() {}

    /**
     * @param connection in a transaction
     * @param session the session
     * @param record an iteration that generated something
     * @throws SQLException if the database refuses
     */
    public static void add(Connection connection, String session, IterationRecord record) throws SQLException {
        GenerationRecord generation = record.generation();
        double rate = rate(generation.promptsAccepted(), generation.rowsRequested());
        Sql.run(
                connection,
                "INSERT INTO generation_sessions AS g (improvement_session_id, batches, rows_requested, prompts_accepted, last_batch_at)"
                        + " VALUES (?, 1, ?, ?, now()) ON CONFLICT (improvement_session_id) DO UPDATE SET batches = g.batches + 1,"
                        + " rows_requested = g.rows_requested + excluded.rows_requested,"
                        + " prompts_accepted = g.prompts_accepted + excluded.prompts_accepted, last_batch_at = now()",
                session,
                generation.rowsRequested(),
                generation.promptsAccepted());
        Sql.run(
                connection,
                "INSERT INTO generation_method_performance (improvement_session_id, iteration, method, strategy, acceptance_rate,"
                        + " feature_distance, promotions, improvement_score) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                session,
                record.iteration(),
                Texts.fit(generation.method(), 100),
                Texts.fit(record.strategy(), 100),
                rate,
                generation.featureDistance(),
                record.promotions().size(),
                record.summary().improvement());
        Sql.run(
                connection,
                "INSERT INTO generation_quality_assessments (improvement_session_id, iteration, acceptance_rate, feature_distance,"
                        + " rejected) VALUES (?, ?, ?, ?, cast(? AS jsonb))",
                session,
                record.iteration(),
                rate,
                generation.featureDistance(),
                Json.text(Json.counts(generation.rejected())));
    }

    private static double rate(long accepted, long requested) {
        return requested == 0 ? 0 : (double) accepted / requested;
    }

    /**
     * Sums up what a session generated, by method.
     *
     * @param connection in a transaction
     * @param session a session that ends
     * @throws SQLException if the database refuses
     */
    public static void sumUp(Connection connection, String session) throws SQLException {
        Sql.run(connection, "DELETE FROM generation_analytics WHERE improvement_session_id = ?", session);
        Sql.run(
                connection,
                "INSERT INTO generation_analytics (improvement_session_id, method, batches, rows_requested, prompts_accepted,"
                        + " acceptance_rate, feature_distance, promotions)"
                        + " SELECT b.improvement_session_id, b.method, count(*), sum(b.rows_requested), sum(b.prompts_accepted),"
                        + " CASE WHEN sum(b.rows_requested) > 0"
                        + " THEN sum(b.prompts_accepted)::double precision / sum(b.rows_requested) ELSE 0 END,"
                        + " avg(p.feature_distance), sum(p.promotions) FROM generation_batches b"
                        + " LEFT JOIN generation_method_performance p USING (improvement_session_id, iteration)"
                        + " WHERE b.improvement_session_id = ? GROUP BY b.improvement_session_id, b.method",
                session);
    }
}
