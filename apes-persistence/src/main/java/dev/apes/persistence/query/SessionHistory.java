package dev.apes.persistence.query;

import dev.apes.api.SessionId;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.persistence.jdbc.IterationColumn;
import dev.apes.persistence.jdbc.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The course of sessions. Plan: everything of one session comes by {@code uq_training_iterations_session_iteration} in its order; the
 * measurements of one by {@code idx_rule_performance_session}; the newest of all by {@code idx_training_iterations_created_at}, a fixed
 * number of rows.
 */
public final class SessionHistory {
    /** Iterations of a comparison at most. */
    public static final int COMPARED = 10_000;

    private static final String METRIC = "(i.performance_metrics::jsonb ->> '%s')::double precision AS \"%s\"";
    private static final String METRICS = METRIC.formatted("modelAccuracy", "accuracy") + ", "
            + METRIC.formatted("ruleEffectiveness", "effectiveness") + ", "
            + METRIC.formatted("patternCoverage", "coverage") + ", "
            + METRIC.formatted("trainingEfficiency", "efficiency")
            + ", apes_performance_score(i.performance_metrics::jsonb) AS score";

    private SessionHistory() {}

    /**
     * @param connection where
     * @param id a session
     * @param page which part; a part ends with the number of its last iteration
     * @return its iterations, oldest first
     * @throws SQLException if the database refuses
     */
    public static Page<IterationPoint> iterations(Connection connection, SessionId id, PageRequest page)
            throws SQLException {
        String own = IterationColumn.of(connection);
        return Page.of(
                points(
                        connection,
                        "i." + own + " = ? AND i.iteration > ? ORDER BY i.iteration LIMIT ?",
                        own,
                        id.value(),
                        page.afterId(0),
                        page.size() + 1L),
                page.size(),
                point -> String.valueOf(point.iteration()));
    }

    /**
     * A session's course for a chart.
     *
     * @param connection where
     * @param id a session
     * @param most how many points at most, at least 2
     * @return evenly spread iterations in order; the last one is always among them
     * @throws SQLException if the database refuses
     */
    public static List<IterationPoint> course(Connection connection, SessionId id, int most) throws SQLException {
        String own = IterationColumn.of(connection);
        int last = Sql.first(
                        connection,
                        "SELECT iteration FROM training_iterations WHERE " + own
                                + " = ? ORDER BY iteration DESC LIMIT 1",
                        row -> row.getInt(1),
                        id.value())
                .orElse(0);
        int step = Math.max(1, (last + most - 3) / Math.max(1, most - 1));
        return points(
                connection,
                "i." + own + " = ? AND i.iteration = ANY (ARRAY(SELECT generate_series(?, 1, ?))) ORDER BY i.iteration",
                own,
                id.value(),
                last,
                -step);
    }

    /** The last iterations of a session, in order. */
    static List<IterationPoint> last(Connection connection, SessionId id, int most) throws SQLException {
        String own = IterationColumn.of(connection);
        List<IterationPoint> newestFirst =
                points(connection, "i." + own + " = ? ORDER BY i.iteration DESC LIMIT ?", own, id.value(), (long) most);
        return newestFirst.stream()
                .sorted((a, b) -> Integer.compare(a.iteration(), b.iteration()))
                .toList();
    }

    private static List<IterationPoint> points(Connection connection, String which, String own, Object... values)
            throws SQLException {
        return Sql.list(
                connection,
                "SELECT i.iteration, i.created_at::timestamptz AS at, " + METRICS
                        + ", i.improvement_score, i.duration_seconds, i.evaluator_calls, i.promotions, i.synthetic_data_generated,"
                        + " i.strategy, (SELECT p.evaluator_calls FROM training_iterations p WHERE p." + own + " = i."
                        + own
                        + " AND p.iteration = i.iteration - 1) AS calls_before FROM training_iterations i"
                        + " WHERE i.performance_metrics IS NOT NULL AND " + which,
                SessionHistory::point,
                values);
    }

    private static IterationPoint point(ResultSet row) throws SQLException {
        long calls = row.getLong("evaluator_calls");
        return new IterationPoint(
                row.getInt("iteration"),
                Sql.instant(row, "at"),
                new PerformanceMetrics(
                        row.getDouble("accuracy"),
                        row.getDouble("effectiveness"),
                        row.getDouble("coverage"),
                        row.getDouble("efficiency")),
                row.getDouble("score"),
                row.getDouble("improvement_score"),
                row.getDouble("duration_seconds"),
                calls,
                Math.max(0, calls - row.getLong("calls_before")),
                row.getInt("promotions"),
                row.getInt("synthetic_data_generated"),
                SessionList.text(row, "strategy"));
    }

    /**
     * @param connection where
     * @param item a session
     * @return what a comparison of it with others rests on
     * @throws SQLException if the database refuses
     */
    public static SessionSample sample(Connection connection, SessionItem item) throws SQLException {
        return new SessionSample(item, last(connection, item.id(), COMPARED), PromptGains.of(connection, item.id()));
    }

    /**
     * @param connection where
     * @param id a session; null for all
     * @param most how many at most
     * @return the newest iterations, by what they generated for; without the first of each session, which changes nothing
     * @throws SQLException if the database refuses
     */
    public static List<StrategyUse> strategies(Connection connection, SessionId id, int most) throws SQLException {
        String own = IterationColumn.of(connection);
        Object[] values = id == null ? new Object[] {(long) most} : new Object[] {id.value(), (long) most};
        return Sql.list(
                connection,
                "SELECT n.*, n.evaluator_calls - p.evaluator_calls AS spent, n.score - apes_performance_score("
                        + "p.performance_metrics::jsonb) AS change, m.method FROM (SELECT i." + own
                        + " AS session, i.iteration, i.strategy, i.improvement_score, i.evaluator_calls, i.promotions,"
                        + " apes_performance_score(i.performance_metrics::jsonb) AS score FROM training_iterations i WHERE i."
                        + own
                        + (id == null
                                ? " IS NOT NULL AND i.iteration > 1 ORDER BY i.created_at DESC"
                                : " = ? AND i.iteration > 1 ORDER BY i.iteration DESC")
                        + " LIMIT ?) AS n CROSS JOIN LATERAL (SELECT t.evaluator_calls, t.performance_metrics FROM training_iterations t"
                        + " WHERE t." + own + " = n.session AND t.iteration = n.iteration - 1 LIMIT 1) AS p"
                        + " LEFT JOIN LATERAL (SELECT g.method FROM generation_method_performance g"
                        + " WHERE g.improvement_session_id = n.session AND g.iteration = n.iteration LIMIT 1) AS m ON true"
                        + " WHERE n.score IS NOT NULL AND apes_performance_score(p.performance_metrics::jsonb) IS NOT NULL"
                        + " ORDER BY n.session, n.iteration",
                row -> new StrategyUse(
                        row.getString("session"),
                        row.getInt("iteration"),
                        SessionList.text(row, "strategy"),
                        row.getString("method") == null ? "none" : row.getString("method"),
                        row.getDouble("improvement_score"),
                        row.getDouble("change"),
                        Math.max(0, row.getLong("spent")),
                        row.getInt("promotions")),
                values);
    }
}
