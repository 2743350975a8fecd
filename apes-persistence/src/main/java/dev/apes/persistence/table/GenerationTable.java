package dev.apes.persistence.table;

import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.MethodOutcome;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

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
        Map<String, Double> gaps = MethodOutcome.openGaps(record.gaps());
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
                        + " feature_distance, promotions, improvement_score, rows_requested, prompts_accepted, open_gaps, gap_before)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? AS json), ?)",
                session,
                record.iteration(),
                Texts.fit(generation.method(), 100),
                Texts.fit(record.strategy(), 100),
                rate,
                generation.featureDistance(),
                record.promotions().size(),
                record.summary().improvement(),
                generation.rowsRequested(),
                generation.promptsAccepted(),
                Json.text(Json.numbers(gaps)),
                MethodOutcome.sum(gaps));
        OptionalDouble mix = record.choice().mixPValue();
        Sql.run(
                connection,
                "INSERT INTO generation_quality_assessments (improvement_session_id, iteration, acceptance_rate, feature_distance,"
                        + " rejected, prompts_accepted, feature_distances, wanted_difficulty, difficulty, mix_p_value)"
                        + " VALUES (?, ?, ?, ?, cast(? AS jsonb), ?, cast(? AS json), cast(? AS json), cast(? AS json), ?)",
                session,
                record.iteration(),
                rate,
                generation.featureDistance(),
                Json.text(Json.counts(generation.rejected())),
                generation.promptsAccepted(),
                Json.text(Json.numbers(generation.featureDistances())),
                Json.text(Json.counts(record.choice().wantedDifficulty())),
                Json.text(Json.counts(generation.difficulty())),
                mix.isPresent() ? mix.getAsDouble() : null);
    }

    /**
     * Writes down what has become of the gaps that were open an iteration ago, if something was generated then.
     *
     * @param connection in a transaction
     * @param session the session
     * @param record the iteration that measured them again
     * @throws SQLException if the database refuses
     */
    public static void settleLast(Connection connection, String session, IterationRecord record) throws SQLException {
        Optional<String> before = Sql.first(
                connection,
                "SELECT open_gaps FROM generation_method_performance WHERE improvement_session_id = ? AND iteration = ?"
                        + " AND open_gaps IS NOT NULL",
                row -> row.getString(1),
                session,
                record.iteration() - 1);
        if (before.isPresent()) {
            Sql.run(
                    connection,
                    "UPDATE generation_method_performance SET gap_after = ? WHERE improvement_session_id = ? AND iteration = ?",
                    MethodOutcome.remaining(Json.readNumbers(before.get()), record.gaps()),
                    session,
                    record.iteration() - 1);
        }
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
                        + " acceptance_rate, feature_distance, promotions, seconds, gap_measured, gap_closed, acceptance_trend,"
                        + " distance_trend, gap_closed_trend, first_iteration, last_iteration)"
                        + " SELECT ?, g.method, count(*), sum(g.rows_requested), sum(g.prompts_accepted),"
                        + " CASE WHEN sum(g.rows_requested) > 0"
                        + " THEN sum(g.prompts_accepted)::double precision / sum(g.rows_requested) ELSE 0 END,"
                        + " avg(g.feature_distance), sum(g.promotions), sum(g.duration_seconds), count(g.closed), avg(g.closed),"
                        + " regr_slope(g.acceptance_rate, g.iteration), regr_slope(g.feature_distance, g.iteration),"
                        + " regr_slope(g.closed, g.iteration), min(g.iteration), max(g.iteration)"
                        + " FROM (SELECT b.method, b.iteration, b.rows_requested, b.prompts_accepted, b.duration_seconds,"
                        + " p.acceptance_rate, p.feature_distance, p.promotions, (p.gap_before - p.gap_after)"
                        + " / nullif(p.gap_before, 0) AS closed FROM generation_batches b LEFT JOIN generation_method_performance p"
                        + " USING (improvement_session_id, iteration) WHERE b.improvement_session_id = ?) AS g GROUP BY g.method",
                session,
                session);
    }
}
