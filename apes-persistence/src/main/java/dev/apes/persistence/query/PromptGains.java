package dev.apes.persistence.query;

import dev.apes.api.SessionId;
import dev.apes.persistence.jdbc.IterationColumn;
import dev.apes.persistence.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What rules brought each validation prompt of a session. Only applications are stored: a prompt without one gained nothing. Plan: the
 * newest measurements by {@code idx_rule_performance_session}, the session's prompts by their data set.
 */
final class PromptGains {
    private static final int MEASUREMENTS = 50_000;

    private PromptGains() {}

    private record Application(String ruleId, String prompt, double gain) {}

    /**
     * @param connection where
     * @param id a session
     * @return mean raw gain over its rules of each validation prompt, by fingerprint, as last measured; empty where measurements are gone
     * @throws SQLException if the database refuses
     */
    static Map<String, Double> of(Connection connection, SessionId id) throws SQLException {
        Map<String, Integer> told = told(connection, id);
        List<Application> applications = applications(connection, id);
        Map<String, Integer> found = new HashMap<>();
        applications.forEach(a -> found.merge(a.ruleId(), 1, Integer::sum));
        boolean gone = told.isEmpty()
                ? found.isEmpty()
                : told.entrySet().stream().anyMatch(e -> found.getOrDefault(e.getKey(), 0) < e.getValue());
        Map<String, Double> gains = new LinkedHashMap<>();
        if (gone) {
            return gains;
        }
        Sql.list(
                connection,
                "SELECT fingerprint FROM training_data_set_members JOIN training_prompts p USING (fingerprint) WHERE data_key ="
                        + " (SELECT data_key FROM improvement_sessions WHERE session_id = ?) AND p.side = 'VALIDATION' ORDER BY fingerprint",
                row -> gains.put(row.getString(1), 0.0),
                id.value());
        int rules = told.isEmpty() ? found.size() : told.size();
        for (Application one : applications) {
            // under its parameters of now it applies nowhere: what is found are those of before
            if (told.getOrDefault(one.ruleId(), 1) > 0) {
                gains.merge(one.prompt(), one.gain() / rules, Double::sum);
            }
        }
        return gains;
    }

    /** To how many validation prompts each rule applied, as its last iteration has it; empty where it does not say. */
    private static Map<String, Integer> told(Connection connection, SessionId id) throws SQLException {
        String own = IterationColumn.of(connection);
        Map<String, Integer> applied = new LinkedHashMap<>();
        Sql.list(
                connection,
                "SELECT r ->> 'ruleId', (r ->> 'applied')::integer FROM (SELECT record FROM training_iterations WHERE "
                        + own
                        + " = ? ORDER BY iteration DESC LIMIT 1) AS last CROSS JOIN LATERAL json_array_elements(last.record -> 'rules') AS r",
                row -> applied.put(row.getString(1), row.getInt(2)),
                id.value());
        return applied;
    }

    private static List<Application> applications(Connection connection, SessionId id) throws SQLException {
        // earlier versions also stored what a rule left as it was: not applied
        return Sql.list(
                connection,
                "WITH newest AS (SELECT rule_id, prompt_fingerprint, after_metrics, iteration, origin FROM rule_performance"
                        + " WHERE improvement_session_id = ? ORDER BY iteration DESC LIMIT ?), last AS (SELECT rule_id,"
                        + " max(iteration) AS iteration FROM newest WHERE origin = 'VALIDATION' GROUP BY rule_id)"
                        + " SELECT rule_id, prompt_fingerprint, (after_metrics ->> 'gain')::double precision FROM newest"
                        + " JOIN last USING (rule_id, iteration) WHERE origin = 'VALIDATION' AND after_metrics ->> 'gain' IS NOT NULL"
                        + " AND coalesce(after_metrics ->> 'applied', 'true') = 'true' ORDER BY rule_id, prompt_fingerprint",
                row -> new Application(row.getString(1), row.getString(2), row.getDouble(3)),
                id.value(),
                (long) MEASUREMENTS);
    }
}
