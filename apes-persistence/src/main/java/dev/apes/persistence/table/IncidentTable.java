package dev.apes.persistence.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.SessionId;
import dev.apes.persistence.jdbc.IterationColumn;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of {@code training_incidents}, and what is needed to write one. */
public final class IncidentTable {
    private static final int KEPT = 50;
    private static final int KEPT_OF_ALL = 2_000;

    private IncidentTable() {}

    /**
     * Adds an incident and forgets the session's oldest beyond the newest {@value #KEPT}, and the oldest of all beyond
     * {@value #KEPT_OF_ALL}.
     *
     * @param connection in a transaction
     * @param id the session
     * @param incident what happened
     * @throws SQLException if the database refuses
     */
    public static void add(Connection connection, SessionId id, Incident incident) throws SQLException {
        ObjectNode report = Json.object()
                .put("version", 1)
                .put("happened", incident.happened())
                .put("lost", incident.lost());
        incident.evidence().forEach(report.putArray("evidence")::add);
        incident.repaired().forEach(report.putArray("repaired")::add);
        incident.advice().forEach(report.putArray("advice")::add);
        Sql.run(
                connection,
                "INSERT INTO training_incidents (session_id, cause, severity, report) VALUES (?, ?, ?, cast(? AS json))",
                id.value(),
                incident.cause(),
                incident.severity(),
                Json.text(report));
        Sql.run(
                connection,
                "DELETE FROM training_incidents WHERE session_id = ? AND id NOT IN"
                        + " (SELECT id FROM training_incidents WHERE session_id = ? ORDER BY id DESC LIMIT " + KEPT
                        + ")",
                id.value(),
                id.value());
        Sql.run(
                connection,
                "DELETE FROM training_incidents WHERE id <= (SELECT max(id) FROM training_incidents) - " + KEPT_OF_ALL);
    }

    /**
     * @param connection where
     * @param id a session
     * @return its incidents, oldest first
     * @throws SQLException if the database refuses
     */
    public static List<Incident> of(Connection connection, SessionId id) throws SQLException {
        return Sql.list(
                connection,
                "SELECT cause, severity, report, found_at FROM training_incidents WHERE session_id = ? ORDER BY id",
                row -> {
                    JsonNode report = Json.parse(row.getString("report"));
                    return new Incident(
                            row.getString("cause"),
                            row.getString("severity"),
                            report.path("happened").asText("?"),
                            texts(report.path("evidence")),
                            report.path("lost").asText("?"),
                            texts(report.path("repaired")),
                            texts(report.path("advice")),
                            Optional.ofNullable(Sql.instant(row, "found_at")));
                },
                id.value());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /**
     * @param connection where
     * @param id a session
     * @return where it was cut off
     * @throws SQLException if the database refuses
     */
    public static CutOff cutOff(Connection connection, SessionId id) throws SQLException {
        String session = IterationColumn.of(connection);
        return Sql.first(
                        connection,
                        "SELECT last.at, (SELECT coalesce(max(iteration), 0) FROM training_checkpoints WHERE session_id = ?)"
                                + " AS checkpoint, (SELECT count(*) FROM evaluations e WHERE e.created_at > last.at) AS kept,"
                                + " (SELECT count(*) FROM evaluations_asked a WHERE a.session_id = ?) AS asked,"
                                + " (SELECT lease_host FROM improvement_sessions WHERE session_id = ?) AS host,"
                                + " (SELECT lease_boot FROM improvement_sessions WHERE session_id = ?) AS boot"
                                + " FROM (SELECT coalesce((SELECT max(created_at) FROM training_iterations WHERE "
                                + session
                                + " = ?), (SELECT begun_at FROM improvement_sessions WHERE session_id = ?)) AS at) AS last",
                        row -> new CutOff(
                                Optional.ofNullable(Sql.instant(row, "at")),
                                row.getInt("checkpoint"),
                                row.getLong("kept"),
                                row.getLong("asked"),
                                Optional.ofNullable(row.getString("host")),
                                Optional.ofNullable(row.getString("boot"))),
                        id.value(),
                        id.value(),
                        id.value(),
                        id.value(),
                        id.value(),
                        id.value())
                .orElseThrow();
    }
}
