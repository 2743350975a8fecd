package dev.apes.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.Checks;
import dev.apes.persistence.jdbc.Database;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a service does with the rules at run time: each prompt that it enhanced is a row of {@code improvement_sessions} ({@code
 * session_type = 'prompt_improvement'}), what people say of it a row of {@code user_feedback}, from which the evaluator {@code
 * feedback} learns. Comes from {@link PostgresSessionStore#enhancements()} and ends with that store. Thread-safe; every method throws
 * {@link dev.apes.api.error.StoreException} when the database fails.
 */
public final class EnhancementLog {
    private static final String METRICS = "metrics";

    private final Database database;

    EnhancementLog(Database database) {
        this.database = database;
    }

    /**
     * A prompt that was enhanced.
     *
     * @param sessionId its identity, at most 100 characters
     * @param original the prompt as it was
     * @param enhanced what it was made of it; may equal {@code original}
     * @param rules ids of the rules that changed it, in the order applied, possibly none
     * @param improvementScore in [0, 1], 0.5 is no effect; empty if nobody judged
     * @param metrics figures by name, finite
     * @param at when
     */
    public record Enhancement(
            String sessionId,
            String original,
            String enhanced,
            List<String> rules,
            OptionalDouble improvementScore,
            Map<String, Double> metrics,
            Instant at) {
        /** Validates and copies. */
        public Enhancement {
            requireId(sessionId);
            requireText(original, "original prompt");
            requireText(enhanced, "enhanced prompt");
            rules = List.copyOf(rules);
            improvementScore.ifPresent(score -> Checks.inRange(score, 0, 1, "improvement score"));
            metrics = Checks.orderedCopy(metrics);
            metrics.forEach((name, value) -> Checks.finite(value, "metric " + name));
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * What somebody says of an enhanced prompt.
     *
     * @param original the prompt as it was
     * @param enhanced what it was made of it; may equal {@code original}
     * @param rules ids of the rules that changed it, possibly none
     * @param stars 1 to 5, 5 is best
     * @param notes in words, if any
     * @param sessionId of the enhancement, if known
     */
    public record Feedback(
            String original,
            String enhanced,
            List<String> rules,
            int stars,
            Optional<String> notes,
            Optional<String> sessionId) {
        /** Validates and copies. */
        public Feedback {
            requireText(original, "original prompt");
            requireText(enhanced, "enhanced prompt");
            rules = List.copyOf(rules);
            Checks.inRange(stars, 1, 5, "stars");
            notes.ifPresent(text -> requireText(text, "notes"));
            sessionId.ifPresent(EnhancementLog::requireId);
        }
    }

    private static void requireId(String id) {
        requireText(id, "session id");
        if (id.codePointCount(0, id.length()) > 100) {
            throw new IllegalArgumentException("session id must have at most 100 characters but has " + id.length());
        }
    }

    private static void requireText(String text, String name) {
        Checks.notBlank(text, name);
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    name + " contains a NUL character, which PostgreSQL can't store; remove it");
        }
    }

    /**
     * Stores enhancements in one transaction; one whose id is stored already is left as it was.
     *
     * @param enhancements what was done
     */
    public void add(List<Enhancement> enhancements) {
        if (!enhancements.isEmpty()) {
            database.transact("store enhanced prompts", c -> insert(c, enhancements));
        }
    }

    /**
     * @param sessionId of an enhancement
     * @return it, if it is stored
     */
    public Optional<Enhancement> find(String sessionId) {
        return database.read("read enhanced prompt " + sessionId, c -> select(c, sessionId));
    }

    /**
     * @param feedback what somebody said
     * @return its number, as in {@link dev.apes.api.store.FeedbackLog.Rating#number()}
     */
    public long add(Feedback feedback) {
        return database.transaction("store feedback", c -> insert(c, feedback));
    }

    private static void insert(Connection connection, List<Enhancement> enhancements) throws SQLException {
        for (Enhancement one : enhancements) {
            ObjectNode metadata = Json.object();
            metadata.set(METRICS, Json.numbers(one.metrics()));
            // the columns are `timestamp`: local time of the session, as their default now() gives
            Sql.run(
                    connection,
                    "INSERT INTO improvement_sessions (session_id, session_type, original_prompt, final_prompt,"
                            + " rules_applied, iteration_count, total_improvement_score, session_metadata, started_at,"
                            + " completed_at, status)"
                            + " VALUES (?, 'prompt_improvement', ?, ?, cast(? AS jsonb), 1, cast(? AS double precision),"
                            + " cast(? AS jsonb), ?, ?, 'completed') ON CONFLICT (session_id) DO NOTHING",
                    one.sessionId(),
                    one.original(),
                    one.enhanced(),
                    ids(one.rules()),
                    one.improvementScore().isPresent() ? one.improvementScore().getAsDouble() : null,
                    Json.text(metadata),
                    one.at(),
                    one.at());
        }
    }

    private static String ids(List<String> rules) {
        ArrayNode array = Json.array();
        rules.forEach(array::add);
        return Json.text(array);
    }

    private static Optional<Enhancement> select(Connection connection, String sessionId) throws SQLException {
        return Sql.first(
                connection,
                "SELECT original_prompt, final_prompt, rules_applied, total_improvement_score, session_metadata,"
                        + " cast(started_at AS timestamptz) AS at FROM improvement_sessions"
                        + " WHERE session_id = ? AND session_type = 'prompt_improvement' AND final_prompt IS NOT NULL"
                        + " AND started_at IS NOT NULL",
                row -> {
                    double score = row.getDouble("total_improvement_score");
                    OptionalDouble improvement = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(score);
                    JsonNode rules = Json.parse(row.getString("rules_applied"));
                    List<String> ids = new ArrayList<>();
                    rules.forEach(rule -> ids.add(rule.asText()));
                    Map<String, Double> metrics = new LinkedHashMap<>();
                    Json.parse(row.getString("session_metadata"))
                            .path(METRICS)
                            .properties()
                            .forEach(e -> metrics.put(e.getKey(), e.getValue().doubleValue()));
                    return new Enhancement(
                            sessionId,
                            row.getString("original_prompt"),
                            row.getString("final_prompt"),
                            ids,
                            improvement,
                            metrics,
                            Sql.instant(row, "at"));
                },
                sessionId);
    }

    private static long insert(Connection connection, Feedback feedback) throws SQLException {
        return Sql.first(
                        connection,
                        "INSERT INTO user_feedback (original_prompt, improved_prompt, user_rating, applied_rules,"
                                + " user_notes, session_id) VALUES (?, ?, ?, cast(? AS jsonb), ?, ?) RETURNING id",
                        row -> row.getLong(1),
                        feedback.original(),
                        feedback.enhanced(),
                        feedback.stars(),
                        ids(feedback.rules()),
                        feedback.notes().orElse(null),
                        feedback.sessionId().orElse(null))
                .orElseThrow();
    }
}
