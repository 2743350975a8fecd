package dev.apes.persistence.table;

import dev.apes.api.rule.ParameterValues;
import dev.apes.api.store.GeneratedPrompt;
import dev.apes.api.store.RuleApplication;
import dev.apes.persistence.jdbc.CopyRows;
import dev.apes.persistence.jdbc.CopyText;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.ParameterJson;
import dev.apes.persistence.json.PromptJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Bulk rows of an iteration: measured applications of rules and generated prompts. */
public final class MeasurementTable {
    private MeasurementTable() {}

    /**
     * Measured applications as {@code COPY} wants them, but for the rules' names, which the database knows.
     *
     * @param rules id of each row's rule
     * @param rests what follows the name in each row
     */
    public record Applications(List<String> rules, List<byte[]> rests) {
        /**
         * Needs no connection, so that it can be done beside other work.
         *
         * @param session the session
         * @param iteration the iteration
         * @param measured what it measured
         * @return the rows
         */
        public static Applications of(String session, int iteration, List<RuleApplication> measured) {
            Map<ParameterValues, String> parameters = new IdentityHashMap<>();
            Map<Map<String, Double>, String> characteristics = new IdentityHashMap<>();
            List<String> rules = new ArrayList<>(measured.size());
            List<byte[]> rests = new ArrayList<>(measured.size());
            CopyText text = new CopyText();
            for (RuleApplication one : measured) {
                rules.add(one.ruleId());
                rests.add(text.row(
                        Texts.promptId(one.promptFingerprint()),
                        Texts.fit(one.taskType(), 50),
                        Texts.fit(one.domain(), 50),
                        one.improvementScore(),
                        one.confidence(),
                        parameters.computeIfAbsent(one.values(), v -> Json.text(ParameterJson.write(v))),
                        characteristics.computeIfAbsent(one.characteristics(), c -> Json.text(Json.numbers(c))),
                        "{\"score\":" + one.before() + "}",
                        "{\"score\":" + one.after() + ",\"gain\":" + one.gain() + "}",
                        session,
                        iteration,
                        one.promptFingerprint(),
                        one.origin()));
            }
            return new Applications(rules, rests);
        }
    }

    /**
     * @param connection in a transaction
     * @param measured what an iteration measured
     * @throws SQLException if the database refuses
     */
    public static void addApplications(Connection connection, Applications measured) throws SQLException {
        if (measured.rules().isEmpty()) {
            return;
        }
        Map<String, String> names = new HashMap<>();
        Sql.list(
                connection,
                "SELECT rule_id, rule_name FROM rule_metadata WHERE rule_id = ANY (?)",
                row -> names.put(row.getString(1), row.getString(2)),
                measured.rules().stream().distinct().toList());
        try (CopyRows copy = new CopyRows(
                connection,
                "rule_performance (rule_id, rule_name, prompt_id, prompt_type, prompt_category, improvement_score,"
                        + " confidence_level, rule_parameters, prompt_characteristics, before_metrics, after_metrics,"
                        + " improvement_session_id, iteration, prompt_fingerprint, origin)")) {
            for (int i = 0; i < measured.rules().size(); i++) {
                String rule = measured.rules().get(i);
                copy.add(measured.rests().get(i), rule, names.getOrDefault(rule, rule));
            }
            copy.finish();
        }
    }

    /**
     * @param connection in a transaction
     * @param session the session
     * @param iteration the iteration
     * @param generated what it generated and kept
     * @throws SQLException if the database refuses
     */
    public static void addGenerated(
            Connection connection, String session, int iteration, List<GeneratedPrompt> generated) throws SQLException {
        if (generated.isEmpty()) {
            return;
        }
        Sql.run(
                connection,
                "CREATE TEMPORARY TABLE IF NOT EXISTS apes_generated (fingerprint text, prompt_text text, context text, details text)"
                        + " ON COMMIT DROP");
        try (CopyRows copy = new CopyRows(connection, "apes_generated")) {
            for (GeneratedPrompt one : generated) {
                copy.add(
                        one.fingerprint(),
                        one.prompt().text(),
                        one.prompt().context().orElse(null),
                        Json.text(PromptJson.write(one.prompt())));
            }
            copy.finish();
        }
        Sql.run(
                connection,
                "INSERT INTO training_prompts (fingerprint, prompt_text, context, side, origin, details)"
                        + " SELECT fingerprint, prompt_text, context, 'TRAINING', 'generated', cast(details AS json)"
                        + " FROM apes_generated ORDER BY fingerprint ON CONFLICT (fingerprint) DO NOTHING");
        try (CopyRows copy = new CopyRows(
                connection,
                "synthetic_data_samples (improvement_session_id, iteration, fingerprint, difficulty, domain, baseline_score,"
                        + " characteristics)")) {
            for (GeneratedPrompt one : generated) {
                copy.add(
                        session,
                        iteration,
                        one.fingerprint(),
                        Texts.fit(one.difficulty(), 50),
                        Texts.fit(one.domain(), 100),
                        one.baseline(),
                        Json.text(Json.numbers(one.characteristics())));
            }
            copy.finish();
        }
    }
}
