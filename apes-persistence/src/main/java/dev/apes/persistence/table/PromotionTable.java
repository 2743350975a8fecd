package dev.apes.persistence.table;

import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.store.PromotionRecord;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.ParameterJson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads promotions in {@code rule_parameter_history}. */
public final class PromotionTable {
    private static final String SELECT =
            "SELECT rule_id, session_id, iteration, before_parameters, after_parameters, effect,"
                    + " effect_low, effect_high, standardized_effect, p_value, alpha, prompts FROM rule_parameter_history"
                    + " WHERE kind = 'promotion' AND ";

    private PromotionTable() {}

    /**
     * @param connection where
     * @param ruleId a rule
     * @return its promotions, oldest first
     * @throws SQLException if the database refuses
     */
    public static List<PromotionRecord> of(Connection connection, String ruleId) throws SQLException {
        return Sql.list(connection, SELECT + "rule_id = ? ORDER BY id", PromotionTable::read, ruleId);
    }

    /**
     * @param connection where
     * @param session a session
     * @return its promotions, oldest first
     * @throws SQLException if the database refuses
     */
    public static List<PromotionRecord> ofSession(Connection connection, SessionId session) throws SQLException {
        return Sql.list(connection, SELECT + "session_id = ? ORDER BY id", PromotionTable::read, session.value());
    }

    /**
     * @param connection where
     * @param id a promotion
     * @return it, if known
     * @throws SQLException if the database refuses
     */
    public static Optional<PromotionRecord> find(Connection connection, PromotionId id) throws SQLException {
        return Sql.first(
                connection,
                SELECT + "rule_id = ? AND session_id = ? AND iteration = ?",
                PromotionTable::read,
                id.ruleId(),
                id.session().value(),
                id.iteration());
    }

    /**
     * @param connection where
     * @param ruleId a rule without a row in {@code rule_metadata}
     * @return what the last change left in force as JSON
     * @throws SQLException if the database refuses
     */
    public static Optional<String> last(Connection connection, String ruleId) throws SQLException {
        return Sql.first(
                connection,
                "SELECT after_parameters FROM rule_parameter_history WHERE rule_id = ? ORDER BY id DESC LIMIT 1",
                row -> row.getString(1),
                ruleId);
    }

    private static PromotionRecord read(ResultSet row) throws SQLException {
        return new PromotionRecord(
                new PromotionId(
                        new SessionId(row.getString("session_id")), row.getString("rule_id"), row.getInt("iteration")),
                ParameterJson.read(Json.parse(row.getString("before_parameters"))),
                ParameterJson.read(Json.parse(row.getString("after_parameters"))),
                row.getDouble("effect"),
                row.getDouble("effect_low"),
                row.getDouble("effect_high"),
                row.getDouble("standardized_effect"),
                row.getDouble("p_value"),
                row.getDouble("alpha"),
                row.getInt("prompts"));
    }
}
