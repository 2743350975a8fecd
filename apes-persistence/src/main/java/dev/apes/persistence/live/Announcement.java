package dev.apes.persistence.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apes.api.SessionId;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL delivers when a transaction commits, and never if it does not. Iterations and sessions are announced by triggers, so
 * whoever writes them; the way back of a promotion and alerts by who writes them.
 */
public final class Announcement {
    private static final String ITERATIONS = "apes_iterations";
    private static final String SESSIONS = "apes_sessions";
    private static final String RULES = "apes_rules";
    private static final String ALERTS = "apes_alerts";
    /** All names under which something is delivered. */
    static final List<String> CHANNELS = List.of(ITERATIONS, SESSIONS, RULES, ALERTS);

    private Announcement() {}

    /**
     * Announces that parameters of a rule change outside of an iteration.
     *
     * @param connection in the transaction that writes them
     * @throws SQLException if the database refuses
     */
    public static void rules(Connection connection) throws SQLException {
        Sql.run(
                connection,
                "SELECT pg_notify(?, json_build_object('schema', coalesce(current_schema(), ''))::text)",
                RULES);
    }

    /**
     * Announces that an alert was raised or cleared.
     *
     * @param connection in the transaction that writes it
     * @param session whom it concerns; blank for the machine
     * @throws SQLException if the database refuses
     */
    public static void alert(Connection connection, String session) throws SQLException {
        Sql.run(
                connection,
                "SELECT pg_notify(?, json_build_object('schema', coalesce(current_schema(), ''), 'session', ?::text)::text)",
                ALERTS,
                session);
    }

    /**
     * @param channel under which it was delivered
     * @param payload what was delivered
     * @param schema the schema looked at: a channel belongs to a whole database, in which APES may have several
     * @return what it says, if it is of this schema; of what can't be understood, that anything may have changed
     */
    static Optional<Notice> read(String channel, String payload, String schema) {
        try {
            JsonNode node = Json.parse(payload);
            return node.path("schema").asText().equals(schema) ? Optional.of(notice(channel, node)) : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(Notice.ANYTHING);
        }
    }

    private static Notice notice(String channel, JsonNode node) {
        return switch (channel) {
            case ITERATIONS ->
                new Notice(
                        Notice.Kind.ITERATION,
                        Optional.of(new SessionId(node.path("session").textValue())),
                        node.path("iteration").intValue());
            case SESSIONS ->
                new Notice(
                        Notice.Kind.SESSION,
                        Optional.of(new SessionId(node.path("session").textValue())),
                        0);
            case ALERTS ->
                new Notice(
                        Notice.Kind.ALERT,
                        Optional.of(node.path("session").asText())
                                .filter(id -> !id.isEmpty())
                                .map(SessionId::new),
                        0);
            default -> new Notice(Notice.Kind.RULE, Optional.empty(), 0);
        };
    }
}
