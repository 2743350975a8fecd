package dev.apes.persistence.query;

import dev.apes.api.SessionId;
import dev.apes.api.store.MethodOutcome;
import dev.apes.persistence.jdbc.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * How methods of generating have fared. Plan: rows of one session by {@code uq_generation_method_performance_iteration}, the newest of all
 * by {@code idx_generation_method_performance_age}; sessions by their start.
 */
public final class MethodHistory {
    private MethodHistory() {}

    /**
     * @param connection where
     * @param evaluator only sessions that it judged
     * @param sessions how many of them at most
     * @param each how many iterations of each at most
     * @return of the newest session first, of each the newest iteration first
     * @throws SQLException if the database refuses
     */
    public static List<MethodOutcome> outcomes(Connection connection, String evaluator, int sessions, int each)
            throws SQLException {
        return Sql.list(
                connection,
                "SELECT s.session_id, p.* FROM (SELECT n.session_id, n.begun_at, n.id FROM improvement_sessions n"
                        + " WHERE n.session_type = 'continuous_training'"
                        + " AND n.training_config::jsonb #>> '{evaluator,name}' = ?"
                        + " ORDER BY n.begun_at DESC, n.id DESC LIMIT ?) AS s CROSS JOIN LATERAL ("
                        + "SELECT m.iteration, m.method, m.strategy, m.rows_requested, m.prompts_accepted, m.feature_distance,"
                        + " m.gap_before, m.gap_after FROM generation_method_performance m"
                        + " WHERE m.improvement_session_id = s.session_id AND m.gap_before IS NOT NULL"
                        + " ORDER BY m.iteration DESC LIMIT ?) AS p ORDER BY s.begun_at DESC, s.id DESC, p.iteration DESC",
                row -> new MethodOutcome(
                        new SessionId(row.getString("session_id")),
                        row.getInt("iteration"),
                        row.getString("method"),
                        row.getString("strategy"),
                        row.getInt("rows_requested"),
                        row.getInt("prompts_accepted"),
                        row.getDouble("feature_distance"),
                        row.getDouble("gap_before"),
                        SessionList.optional(row, "gap_after")),
                evaluator,
                (long) sessions,
                (long) each);
    }

    /**
     * @param connection where
     * @param session of one session; empty for all
     * @param most iterations looked at, the newest
     * @return one for each method that was used, by name
     * @throws SQLException if the database refuses
     */
    public static List<MethodFigures> figures(Connection connection, Optional<SessionId> session, int most)
            throws SQLException {
        String newest = session.isPresent()
                ? "m.improvement_session_id = ? ORDER BY m.iteration DESC"
                : "m.improvement_session_id IS NOT NULL ORDER BY m.created_at DESC";
        Object[] values =
                session.isPresent() ? new Object[] {session.get().value(), (long) most} : new Object[] {(long) most};
        return Sql.list(
                connection,
                "SELECT g.method, count(*) AS batches, coalesce(sum(g.rows_requested), 0) AS rows_requested,"
                        + " coalesce(sum(g.prompts_accepted), 0) AS prompts_accepted,"
                        + " coalesce(avg(g.feature_distance), 0) AS feature_distance, coalesce(sum(g.promotions), 0) AS promotions,"
                        + " count(g.closed) AS measured, avg(g.closed) AS closed,"
                        + " regr_slope(g.acceptance_rate, g.turn) AS acceptance_trend,"
                        + " regr_slope(g.feature_distance, g.turn) AS distance_trend, regr_slope(g.closed, g.turn) AS closed_trend"
                        + " FROM (SELECT n.*, (n.gap_before - n.gap_after) / nullif(n.gap_before, 0) AS closed,"
                        + " row_number() OVER (PARTITION BY n.method ORDER BY n.created_at, n.iteration) AS turn FROM ("
                        + "SELECT m.* FROM generation_method_performance m WHERE " + newest + " LIMIT ?) AS n) AS g"
                        + " WHERE g.method IS NOT NULL GROUP BY g.method ORDER BY g.method",
                MethodHistory::one,
                values);
    }

    private static MethodFigures one(ResultSet row) throws SQLException {
        return new MethodFigures(
                row.getString("method"),
                row.getInt("batches"),
                row.getLong("rows_requested"),
                row.getLong("prompts_accepted"),
                row.getDouble("feature_distance"),
                row.getLong("promotions"),
                row.getInt("measured"),
                SessionList.optional(row, "closed"),
                SessionList.optional(row, "acceptance_trend"),
                SessionList.optional(row, "distance_trend"),
                SessionList.optional(row, "closed_trend"));
    }
}
