package dev.apes.persistence.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apes.api.SessionId;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was generated. Plan: batches of one session by {@code uq_generation_batches_iteration}, the newest of all by {@code
 * idx_generation_batches_newest}; distance and promotions of each by {@code uq_generation_method_performance_iteration}, for the rows of
 * the page alone.
 */
public final class GenerationHistory {
    private GenerationHistory() {}

    /**
     * @param connection where
     * @param session of one session; empty for all
     * @param page which part
     * @return batches, newest first
     * @throws SQLException if the database refuses
     */
    public static Page<GenerationBatch> batches(Connection connection, Optional<SessionId> session, PageRequest page)
            throws SQLException {
        List<Object> values = new ArrayList<>();
        StringBuilder where = new StringBuilder("b.improvement_session_id ");
        if (session.isPresent()) {
            where.append("= ? AND b.iteration < ? ORDER BY b.iteration DESC");
            values.add(session.get().value());
            values.add(page.after().isPresent() ? page.afterId(0) : (long) Integer.MAX_VALUE);
        } else {
            where.append("IS NOT NULL");
            page.after().ifPresent(after -> {
                where.append(" AND b.created_at < ?");
                values.add(Instant.EPOCH.plus(page.afterId(0), ChronoUnit.MICROS));
            });
            where.append(" ORDER BY b.created_at DESC");
        }
        values.add(page.size() + 1L);
        return Page.of(
                Sql.list(
                        connection,
                        "SELECT n.*, m.feature_distance, m.promotions, m.improvement_score FROM (SELECT b.improvement_session_id,"
                                + " b.iteration, b.method, b.strategy, b.rows_requested, b.prompts_accepted, b.rejected, b.difficulty,"
                                + " b.duration_seconds, b.created_at FROM generation_batches b WHERE " + where
                                + " LIMIT ?) AS n LEFT JOIN LATERAL (SELECT p.feature_distance, p.promotions, p.improvement_score"
                                + " FROM generation_method_performance p WHERE p.improvement_session_id = n.improvement_session_id"
                                + " AND p.iteration = n.iteration LIMIT 1) AS m ON true"
                                + " ORDER BY n.created_at DESC, n.iteration DESC",
                        GenerationHistory::batch,
                        values.toArray()),
                page.size(),
                batch -> session.isPresent()
                        ? String.valueOf(batch.iteration())
                        : String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, batch.at())));
    }

    private static GenerationBatch batch(ResultSet row) throws SQLException {
        return new GenerationBatch(
                row.getString("improvement_session_id"),
                row.getInt("iteration"),
                SessionList.text(row, "method"),
                SessionList.text(row, "strategy"),
                row.getInt("rows_requested"),
                row.getInt("prompts_accepted"),
                counts(row.getString("rejected")),
                counts(row.getString("difficulty")),
                SessionList.optional(row, "feature_distance"),
                SessionList.optional(row, "improvement_score"),
                row.getInt("promotions"),
                row.getDouble("duration_seconds"),
                Sql.instant(row, "created_at"));
    }

    private static Map<String, Integer> counts(String json) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> count : Json.parse(json).properties()) {
            counts.put(count.getKey(), count.getValue().intValue());
        }
        return counts;
    }
}
