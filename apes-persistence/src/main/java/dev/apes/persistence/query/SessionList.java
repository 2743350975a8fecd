package dev.apes.persistence.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apes.api.SessionId;
import dev.apes.api.store.SessionCondition;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.table.LeaseLock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Lists of sessions, newest first. Plan: index {@code idx_improvement_sessions_newest} is walked from where the page before ended; it
 * includes what is searched, so that rows that do not match cost no look at the table. What a page shows beside (figures, source) is
 * found by primary key, for the rows of that page alone.
 */
public final class SessionList {
    private static final int RECENT = 40;

    static final String FIGURES = "f.iterations, f.first_score, f.last_score, f.best_score, f.running_seconds,"
            + " f.evaluator_calls AS calls, f.promotions, f.prompts_generated, f.last_at, f.holdout_prompts, f.holdout_raw,"
            + " f.holdout_start, f.holdout_end, f.holdout_low, f.holdout_high";

    private static final String SELECT = "SELECT s.id, s.session_id, s.status, s.lease_host IS NOT NULL AS leased,"
            + " s.status IN ('running', 'stopping') AND " + LeaseLock.HELD
            + " AS held, s.begun_at, s.ended_at, s.stopped_reason, s.training_config -> 'seed' AS seed,"
            + " s.training_config -> 'evaluator' ->> 'name' AS evaluator, s.performance_history,"
            + " d.summary ->> 'source' AS source, " + FIGURES + " FROM improvement_sessions s"
            + " LEFT JOIN training_session_figures f ON f.session_id = s.session_id"
            + " LEFT JOIN training_data_sets d ON d.data_key = s.data_key"
            + " WHERE s.session_type = 'continuous_training'";

    private SessionList() {}

    private record Row(long id, SessionItem item) {}

    /**
     * @param connection where
     * @param filter which sessions
     * @param page which part
     * @return them, newest first
     * @throws SQLException if the database refuses
     */
    public static Page<SessionItem> page(Connection connection, SessionFilter filter, PageRequest page)
            throws SQLException {
        StringBuilder sql = new StringBuilder(SELECT + " AND s.id = ANY (ARRAY(SELECT s.id FROM improvement_sessions s"
                + " WHERE s.session_type = 'continuous_training'");
        List<Object> values = new ArrayList<>();
        if (!filter.text().isEmpty()) {
            String like = "%" + filter.text().replaceAll("([\\\\%_])", "\\\\$1") + "%";
            sql.append(
                    " AND (s.session_id ILIKE ? OR s.stopped_reason ILIKE ? OR s.data_key = ANY (ARRAY(SELECT data_key"
                            + " FROM training_data_sets WHERE summary ->> 'source' ILIKE ?)))");
            values.addAll(List.of(like, like, like));
        }
        if (!filter.conditions().isEmpty()) {
            sql.append(filter.conditions().stream()
                    .map(SessionList::condition)
                    .collect(Collectors.joining(" OR ", " AND (", ")")));
        }
        filter.since().ifPresent(since -> {
            sql.append(" AND s.begun_at >= ?");
            values.add(since);
        });
        page.after().ifPresent(after -> {
            int dash = after.indexOf('-', 1);
            String micros = dash < 0 ? after : after.substring(0, dash);
            sql.append(" AND (s.begun_at, s.id) < (?, ?)");
            values.add(Instant.EPOCH.plus(PageRequest.number(micros, after), ChronoUnit.MICROS));
            values.add(PageRequest.number(dash < 0 ? "" : after.substring(dash + 1), after));
        });
        sql.append(" ORDER BY s.begun_at DESC, s.id DESC LIMIT ?)) ORDER BY s.begun_at DESC, s.id DESC");
        values.add(page.size() + 1L);
        List<Row> rows = Sql.list(connection, sql.toString(), SessionList::row, values.toArray());
        Page<Row> found = Page.of(
                rows,
                page.size(),
                row -> ChronoUnit.MICROS.between(Instant.EPOCH, row.item().begunAt()) + "-" + row.id());
        return new Page<>(found.items().stream().map(Row::item).toList(), found.next());
    }

    /**
     * @param connection where
     * @param ids sessions
     * @return those there are, in no particular order
     * @throws SQLException if the database refuses
     */
    public static List<SessionItem> of(Connection connection, Collection<String> ids) throws SQLException {
        return Sql.list(connection, SELECT + " AND s.session_id = ANY (?)", row -> row(row).item(), ids);
    }

    /**
     * @param connection where
     * @param ids sessions
     * @return the settings of those there are, by id
     * @throws SQLException if the database refuses
     */
    public static Map<String, Map<String, String>> configurations(Connection connection, Collection<String> ids)
            throws SQLException {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        Sql.list(
                connection,
                "SELECT session_id, training_config -> 'configuration' FROM improvement_sessions"
                        + " WHERE session_type = 'continuous_training' AND session_id = ANY (?)",
                row -> {
                    Map<String, String> settings = new LinkedHashMap<>();
                    Json.parse(row.getString(2))
                            .properties()
                            .forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
                    return all.put(row.getString(1), settings);
                },
                ids);
        return all;
    }

    /**
     * @param connection where
     * @param id a session
     * @return whether there is one of this id
     * @throws SQLException if the database refuses
     */
    public static boolean exists(Connection connection, String id) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT 1 FROM improvement_sessions WHERE session_type = 'continuous_training' AND session_id = ?",
                        row -> true,
                        id)
                .isPresent();
    }

    /**
     * @param connection where
     * @return ids of the rules that the newest session began with; empty if there is no session
     * @throws SQLException if the database refuses
     */
    public static List<String> rulesOfTheNewest(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                "SELECT json_object_keys((SELECT s.training_config -> 'initialParameters' FROM improvement_sessions s"
                        + " WHERE s.session_type = 'continuous_training' ORDER BY s.begun_at DESC, s.id DESC LIMIT 1)::json)",
                row -> row.getString(1));
    }

    /** The advisory lock tells whether a process is at work, see {@link dev.apes.api.store.SessionRecord#condition()}. */
    private static String condition(SessionCondition condition) {
        return switch (condition) {
            case RUNNING, STOPPING ->
                "s.status = '" + condition.name().toLowerCase(Locale.ROOT) + "' AND (s.lease_host IS NULL OR "
                        + LeaseLock.HELD + ")";
            case CRASHED ->
                "s.status IN ('running', 'stopping') AND s.lease_host IS NOT NULL AND NOT " + LeaseLock.HELD;
            default -> "s.status = '" + condition.name().toLowerCase(Locale.ROOT) + "'";
        };
    }

    private static Row row(ResultSet row) throws SQLException {
        String status = row.getString("status").toUpperCase(Locale.ROOT);
        boolean alive = status.equals("RUNNING") || status.equals("STOPPING");
        boolean crashed = alive && row.getBoolean("leased") && !row.getBoolean("held");
        JsonNode history = Json.parse(row.getString("performance_history"));
        List<Double> recent = new ArrayList<>();
        for (int i = Math.max(0, history.size() - RECENT); i < history.size(); i++) {
            recent.add(history.get(i).doubleValue());
        }
        return new Row(
                row.getLong("id"),
                new SessionItem(
                        new SessionId(row.getString("session_id")),
                        crashed ? SessionCondition.CRASHED : SessionCondition.valueOf(status),
                        Sql.instant(row, "begun_at"),
                        Optional.ofNullable(Sql.instant(row, "ended_at")),
                        Optional.ofNullable(row.getString("stopped_reason")),
                        text(row, "source"),
                        text(row, "evaluator"),
                        row.getLong("seed"),
                        figures(row),
                        recent));
    }

    static SessionFigures figures(ResultSet row) throws SQLException {
        row.getDouble("holdout_low");
        boolean measured = !row.wasNull();
        return new SessionFigures(
                row.getInt("iterations"),
                optional(row, "first_score"),
                optional(row, "last_score"),
                optional(row, "best_score"),
                row.getDouble("running_seconds"),
                row.getLong("calls"),
                row.getInt("promotions"),
                row.getLong("prompts_generated"),
                Optional.ofNullable(Sql.instant(row, "last_at")),
                measured
                        ? Optional.of(new SessionFigures.Holdout(
                                row.getInt("holdout_prompts"),
                                row.getDouble("holdout_raw"),
                                row.getDouble("holdout_start"),
                                row.getDouble("holdout_end"),
                                row.getDouble("holdout_low"),
                                row.getDouble("holdout_high")))
                        : Optional.empty());
    }

    static OptionalDouble optional(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
