package dev.apes.persistence.query;

import dev.apes.api.Checks;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.table.LeaseLock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The five key figures over the sessions that began in a window {@code [end - length, end)}:
 *
 * <ul>
 *   <li><b>performance score</b>, points 0–100: mean over the sessions of {@code 100 · (0.4 modelAccuracy + 0.3 ruleEffectiveness + 0.2
 *       patternCoverage) / 0.9} of their last iteration that had a model. Undefined when none had one.
 *   <li><b>improvement velocity</b>, points per hour: {@code 100 · Σ(score of the last iteration - score of the first that had a model) / Σ running time},
 *       over sessions with at least two iterations; the running time is that of all their steps. Undefined when there is no such
 *       session or they took no time.
 *   <li><b>efficiency rating</b>, points per 1,000 evaluator calls: {@code 100 · Σ(holdout at the end - holdout at the start) / (Σ
 *       evaluator calls / 1000)}, over sessions whose holdout was measured at the end. Undefined when there is none or they made no
 *       calls.
 *   <li><b>success rate</b>, per cent: of the sessions whose holdout was measured at the end, the share whose 95 % interval of that
 *       difference lies above 0. Undefined when there is none.
 *   <li><b>active sessions</b>, a count: sessions at which a process is at work now; has no window and is always defined.
 * </ul>
 *
 * The figures are those of table {@code training_session_figures}, of one narrow row a session; plan: a scan of that table by {@code
 * idx_training_session_figures_begun}, and of {@code idx_improvement_sessions_alive}.
 *
 * @param end end of the window
 * @param window its length
 * @param all the five, in the order above
 * @param successes sessions counted as such by the success rate
 * @param trials sessions it is a share of
 */
public record Kpis(Instant end, Duration window, List<Kpi> all, int successes, int trials) {
    private static final String SUMS = "SELECT count(last_score) AS scored, avg(last_score) AS score,"
            + " count(*) FILTER (WHERE last_iteration > first_iteration) AS moved,"
            + " sum(last_score - first_score) FILTER (WHERE last_iteration > first_iteration) AS moved_by,"
            + " sum(running_seconds) FILTER (WHERE last_iteration > first_iteration) AS seconds,"
            + " count(holdout_low) AS measured, sum(holdout_end - holdout_start) AS gained,"
            + " sum(evaluator_calls) FILTER (WHERE holdout_low IS NOT NULL) AS calls,"
            + " count(*) FILTER (WHERE holdout_low > 0) AS successes FROM training_session_figures"
            + " WHERE begun_at >= ? AND begun_at < ?";

    private static final String ACTIVE = "SELECT count(*) FROM improvement_sessions s"
            + " WHERE s.session_type = 'continuous_training' AND s.status IN ('running', 'stopping')"
            + " AND (s.lease_host IS NULL OR " + LeaseLock.HELD + ")";

    /** Copies. */
    public Kpis {
        all = List.copyOf(all);
    }

    /**
     * @param name of one of the five
     * @return it
     */
    public Kpi get(String name) {
        return all.stream()
                .filter(kpi -> kpi.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no key figure '" + name + "'"));
    }

    /**
     * @param connection where
     * @param end end of the window
     * @param window its length, positive
     * @return the five
     * @throws SQLException if the database refuses
     */
    public static Kpis of(Connection connection, Instant end, Duration window) throws SQLException {
        Checks.inRange(window.toMillis() / 1000.0, 0.001, Double.MAX_VALUE, "window in seconds");
        Instant begin = end.minus(window);
        Sums now = Sql.first(connection, SUMS, Sums::read, begin, end).orElseThrow();
        Sums before = Sql.first(connection, SUMS, Sums::read, begin.minus(window), begin)
                .orElseThrow();
        int active = Sql.first(connection, ACTIVE, row -> row.getInt(1)).orElseThrow();
        return new Kpis(
                end,
                window,
                List.of(
                        new Kpi(
                                "performance_score",
                                "Performance score",
                                "points of 100",
                                now.performance(),
                                before.performance(),
                                now.scored,
                                "mean over sessions of 100 × (0.4 accuracy + 0.3 effectiveness + 0.2 coverage) / 0.9 of the last iteration",
                                "no session has an iteration with a model"),
                        new Kpi(
                                "improvement_velocity",
                                "Improvement velocity",
                                "points per hour",
                                now.velocity(),
                                before.velocity(),
                                now.moved,
                                "100 × Σ (last score − first score with a model) / Σ running hours, over sessions with two iterations or more",
                                "no session has two iterations"),
                        new Kpi(
                                "efficiency_rating",
                                "Efficiency rating",
                                "points per 1,000 evaluator calls",
                                now.efficiency(),
                                before.efficiency(),
                                now.measured,
                                "100 × Σ (holdout at the end − holdout at the start) / (Σ evaluator calls / 1,000)",
                                "no holdout has been measured"),
                        new Kpi(
                                "success_rate",
                                "Success rate",
                                "% of sessions",
                                now.success(),
                                before.success(),
                                now.measured,
                                "share of sessions whose holdout rose with a 95 % interval above 0",
                                "no holdout has been measured"),
                        new Kpi(
                                "active_sessions",
                                "Active sessions",
                                "sessions",
                                OptionalDouble.of(active),
                                OptionalDouble.empty(),
                                active,
                                "sessions at which a process is at work now",
                                "never")),
                now.successes,
                now.measured);
    }

    private record Sums(
            int scored,
            double score,
            int moved,
            double movedBy,
            double seconds,
            int measured,
            double gained,
            long calls,
            int successes) {
        static Sums read(ResultSet row) throws SQLException {
            return new Sums(
                    row.getInt("scored"),
                    row.getDouble("score"),
                    row.getInt("moved"),
                    row.getDouble("moved_by"),
                    row.getDouble("seconds"),
                    row.getInt("measured"),
                    row.getDouble("gained"),
                    row.getLong("calls"),
                    row.getInt("successes"));
        }

        OptionalDouble performance() {
            return ratio(100 * score, scored == 0 ? 0 : 1);
        }

        OptionalDouble velocity() {
            return ratio(100 * movedBy, seconds / 3600);
        }

        OptionalDouble efficiency() {
            return ratio(100 * gained, calls / 1000.0);
        }

        OptionalDouble success() {
            return ratio(100.0 * successes, measured);
        }

        private static OptionalDouble ratio(double above, double below) {
            return below > 0 ? OptionalDouble.of(above / below) : OptionalDouble.empty();
        }
    }
}
