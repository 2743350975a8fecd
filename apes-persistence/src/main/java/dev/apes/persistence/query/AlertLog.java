package dev.apes.persistence.query;

import dev.apes.api.SessionId;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.live.Announcement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alerts in {@code training_alerts}. What goes on being so is one row, whose last sight is brought forward. */
public final class AlertLog {
    private AlertLog() {}

    /**
     * @param connection where
     * @param kind e.g. {@code stall}
     * @param session whom it concerns; blank for the machine
     * @param severity {@code warning} or {@code critical}
     * @param message a sentence with figures
     * @param figures numbers behind it
     * @return whether it is new, and not the continuation of one that is open
     * @throws SQLException if the database refuses
     */
    public static boolean raise(
            Connection connection,
            String kind,
            String session,
            String severity,
            String message,
            Map<String, Double> figures)
            throws SQLException {
        boolean fresh = Sql.first(
                        connection,
                        "INSERT INTO training_alerts (kind, session_id, severity, message, figures)"
                                + " VALUES (?, ?, ?, ?, cast(? AS jsonb)) ON CONFLICT (session_id, kind) WHERE cleared_at IS NULL"
                                + " DO UPDATE SET severity = excluded.severity, message = excluded.message,"
                                + " figures = excluded.figures, seen_at = now() RETURNING xmax = 0 AS fresh",
                        row -> row.getBoolean("fresh"),
                        kind,
                        session,
                        severity,
                        message,
                        Json.text(Json.numbers(figures)))
                .orElseThrow();
        if (fresh) {
            Announcement.alert(connection, session);
        }
        return fresh;
    }

    /**
     * @param connection where
     * @param kind what is no longer so
     * @param session of which session; blank for the machine
     * @return whether it was open
     * @throws SQLException if the database refuses
     */
    public static boolean clear(Connection connection, String kind, String session) throws SQLException {
        boolean open = Sql.run(
                        connection,
                        "UPDATE training_alerts SET cleared_at = now() WHERE cleared_at IS NULL AND kind = ? AND session_id = ?",
                        kind,
                        session)
                > 0;
        if (open) {
            Announcement.alert(connection, session);
        }
        return open;
    }

    /**
     * @param connection where
     * @param session of one session; empty for all and the machine
     * @param open whether only those that go on
     * @param page which part
     * @return alerts, newest first
     * @throws SQLException if the database refuses
     */
    public static Page<AlertRow> page(
            Connection connection, Optional<SessionId> session, boolean open, PageRequest page) throws SQLException {
        List<Object> values = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT * FROM training_alerts WHERE id < ?");
        values.add(page.afterId(Long.MAX_VALUE));
        session.ifPresent(id -> {
            sql.append(" AND session_id = ?");
            values.add(id.value());
        });
        if (open) {
            sql.append(" AND cleared_at IS NULL");
        }
        values.add(page.size() + 1L);
        List<AlertRow> rows = Sql.list(connection, sql + " ORDER BY id DESC LIMIT ?", AlertLog::read, values.toArray());
        return Page.of(rows, page.size(), alert -> String.valueOf(alert.id()));
    }

    private static AlertRow read(ResultSet row) throws SQLException {
        return new AlertRow(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("session_id"),
                row.getString("severity"),
                row.getString("message"),
                Json.readNumbers(row.getString("figures")),
                Sql.instant(row, "raised_at"),
                Sql.instant(row, "seen_at"),
                Optional.ofNullable(Sql.instant(row, "cleared_at")));
    }
}
