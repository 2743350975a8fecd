package dev.apes.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.SessionId;
import dev.apes.persistence.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two rules on two validation prompts, of which only applications are stored. */
class PromptGainsTest {
    private static final SessionId SESSION = new SessionId("s-gains");
    private static final String FIRST = Fixtures.fingerprint(1);
    private static final String SECOND = Fixtures.fingerprint(4);

    private static TestDatabase database;
    private static PostgresSessionStore store;
    private static Analytics analytics;

    @BeforeAll
    static void begin() {
        database = TestDatabase.create();
        PostgresStoreConfig config = Databases.config(database).build();
        store = PostgresSessionStore.open(config);
        store.prepare(Fixtures.RULES);
        store.register(Fixtures.dataSet("data", 0, List.of("a", "b", "c", "d", "e", "f")));
        store.begin(Fixtures.session(SESSION.value(), "data"));
        analytics = Analytics.open(config);
    }

    @AfterAll
    static void drop() {
        analytics.close();
        store.close();
        database.close();
    }

    @BeforeEach
    void nothingMeasured() {
        Databases.run(database, "DELETE FROM rule_performance", "DELETE FROM training_iterations");
    }

    @Test
    void aPromptToWhichNoRuleAppliedGainedNothing() {
        iteration(1, 1, 1);
        measured(1, "alpha", FIRST, 0.2, "");
        measured(1, "beta", FIRST, 0.1, "");
        Map<String, Double> gains = gains();
        assertThat(gains).containsOnlyKeys(FIRST, SECOND).containsEntry(SECOND, 0.0);
        assertThat(gains.get(FIRST)).isCloseTo((0.2 + 0.1) / 2, within(1e-12));
    }

    @Test
    void theMeanIsOverAllRulesAndTheNewestMeasurement() {
        iteration(1, 1, 0);
        measured(1, "alpha", FIRST, 0.2, "");
        iteration(2, 1, 0);
        measured(2, "alpha", SECOND, 0.4, "");
        assertThat(gains()).containsEntry(FIRST, 0.0).containsEntry(SECOND, 0.2);
    }

    @Test
    void whatARuleLeftAsItWasCountsForNothingThoughEarlierVersionsStoredIt() {
        iteration(1, 1, 0);
        measured(1, "alpha", FIRST, 0.2, ", \"applied\": true");
        measured(1, "alpha", SECOND, 0, ", \"applied\": false");
        measured(1, "beta", FIRST, 0, ", \"applied\": false");
        assertThat(gains()).containsEntry(FIRST, 0.1).containsEntry(SECOND, 0.0);
    }

    @Test
    void aRuleThatNowAppliesNowhereKeepsNoneOfItsOldGains() {
        iteration(1, 1, 1);
        measured(1, "alpha", FIRST, 0.2, "");
        measured(1, "beta", FIRST, -0.2, "");
        iteration(2, 1, 0);
        assertThat(gains()).containsEntry(FIRST, 0.1);
    }

    @Test
    void withoutItsMeasurementsNothingIsMadeUp() {
        iteration(1, 2, 1);
        measured(1, "alpha", FIRST, 0.2, "");
        measured(1, "beta", FIRST, 0.2, "");
        assertThat(gains()).as("one of alpha's two is gone").isEmpty();
    }

    private static Map<String, Double> gains() {
        return analytics.sample(SESSION).orElseThrow().promptGains();
    }

    private static void iteration(int number, int alpha, int beta) {
        Databases.run(
                database,
                ("INSERT INTO training_iterations (session_id, iteration, performance_metrics, record) VALUES ('%s', %d, '{}',"
                                + " '{\"rules\": [{\"ruleId\": \"alpha\", \"applied\": %d}, {\"ruleId\": \"beta\", \"applied\": %d}]}')")
                        .formatted(SESSION, number, alpha, beta));
    }

    private static void measured(int iteration, String rule, String prompt, double gain, String more) {
        Databases.run(
                database,
                ("INSERT INTO rule_performance (rule_id, rule_name, improvement_session_id, iteration, origin, prompt_fingerprint,"
                                + " after_metrics) VALUES ('%s', '', '%s', %d, 'VALIDATION', '%s', '{\"gain\": %s%s}')")
                        .formatted(rule, SESSION, iteration, prompt, gain, more));
    }
}
