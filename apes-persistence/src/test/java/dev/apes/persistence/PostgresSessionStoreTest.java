package dev.apes.persistence;

import dev.apes.api.contract.SessionStoreContract;
import dev.apes.api.store.FeedbackLog;
import dev.apes.api.store.SessionStore;
import dev.apes.persistence.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresSessionStoreTest extends SessionStoreContract {
    private static TestDatabase database;

    @BeforeAll
    static void createTables() {
        database = TestDatabase.create();
        try (PostgresSessionStore store =
                PostgresSessionStore.open(Databases.config(database).build())) {
            store.prepare(List.of());
        }
    }

    @Override
    protected SessionStore createStore() {
        Databases.clear(database);
        return PostgresSessionStore.open(Databases.config(database).build());
    }

    @Override
    protected Optional<SessionStore> createStoreWith(FeedbackLog log) throws Exception {
        SessionStore store = createStore();
        try (Connection c = database.connect();
                PreparedStatement ratings = c.prepareStatement(
                        "INSERT INTO user_feedback (id, original_prompt, improved_prompt, user_rating,"
                                + " applied_rules) VALUES (?, ?, ?, ?, cast(? AS jsonb))");
                PreparedStatement outcomes =
                        c.prepareStatement("INSERT INTO rule_performance (id, rule_id, rule_name, prompt_type,"
                                + " improvement_score) VALUES (?, ?, '', ?, ?)")) {
            for (FeedbackLog.Rating r : log.ratings()) {
                ratings.setLong(1, r.number());
                ratings.setString(2, r.original());
                ratings.setString(3, r.improved());
                ratings.setInt(4, r.stars());
                ratings.setString(5, applied(r));
                ratings.executeUpdate();
            }
            for (FeedbackLog.Outcome o : log.outcomes()) {
                outcomes.setLong(1, o.number());
                outcomes.setString(2, o.ruleId());
                outcomes.setString(3, o.promptType().isEmpty() ? null : o.promptType());
                outcomes.setDouble(4, o.improvementScore());
                outcomes.executeUpdate();
            }
        }
        // rows that say nothing, and one of a training session, are not feedback
        Databases.run(
                database,
                "INSERT INTO user_feedback (id, original_prompt, improved_prompt, applied_rules)"
                        + " VALUES (100, 'a', 'b', '[]')",
                "INSERT INTO user_feedback (id, original_prompt, improved_prompt, user_rating, applied_rules)"
                        + " VALUES (101, ' ', 'b', 3, '[]')",
                "INSERT INTO rule_performance (id, rule_id, rule_name, improvement_score, improvement_session_id)"
                        + " VALUES (100, 'alpha', '', 0.5, 's')",
                "INSERT INTO rule_performance (id, rule_id, rule_name) VALUES (101, 'alpha', '')");
        return Optional.of(store);
    }

    /** In the three forms that earlier programs stored. */
    private static String applied(FeedbackLog.Rating rating) {
        List<String> rules = rating.rules();
        return switch ((int) rating.number() % 3) {
            case 0 ->
                "{" + String.join(",", rules.stream().map(r -> '"' + r + "\":1").toList()) + "}";
            case 1 ->
                "["
                        + String.join(
                                ",",
                                rules.stream()
                                        .map(r -> "{\"rule_id\":\"" + r + "\"}")
                                        .toList()) + "]";
            default ->
                "[" + String.join(",", rules.stream().map(r -> '"' + r + '"').toList()) + "]";
        };
    }

    @AfterAll
    static void drop() {
        database.close();
    }
}
