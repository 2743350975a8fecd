package dev.apes.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.SessionId;
import dev.apes.api.error.SessionStateException;
import dev.apes.persistence.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session whose rows somebody has tampered with, or that lost some, is not resumed on a guess. */
class SessionCheckTest {
    private static final SessionId ID = new SessionId("s");

    private TestDatabase database;

    @BeforeEach
    void cutOff() {
        database = TestDatabase.create();
        try (PostgresSessionStore store = store()) {
            store.prepare(Fixtures.RULES);
            store.begin(Fixtures.session("s", "data"));
            store.commit(Fixtures.commit(
                    ID, 1, Fixtures.promotion(ID, 1, Fixtures.RULE.id(), Fixtures.DEFAULTS, Fixtures.BETTER)));
            store.commit(Fixtures.commit(ID, 2));
            store.commit(Fixtures.commit(ID, 3));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private PostgresSessionStore store() {
        return PostgresSessionStore.open(Databases.config(database).build());
    }

    @Test
    void aWholeOneIs() {
        try (PostgresSessionStore store = store()) {
            assertThat(store.takeOver(ID).iterations()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELETE FROM training_iterations WHERE iteration = 2 | these are missing: [2]
            UPDATE improvement_sessions SET total_iterations = 2 | beyond the last of its total, 2: [3]
            UPDATE improvement_sessions SET total_iterations = 5 | these are missing: [4, 5]
            UPDATE training_iterations SET record = (SELECT record FROM training_iterations WHERE iteration = 1) WHERE iteration = 3 | record of another: [3]
            UPDATE training_iterations SET evaluator_calls = 1 WHERE iteration = 2 | calls go down at iterations [2]
            DELETE FROM rule_parameter_history WHERE kind = 'promotion' | history differ at iterations [1]
            """)
    void whatIsNotWholeIsNamed(String damage, String problem) {
        Databases.run(database, damage);
        try (PostgresSessionStore store = store()) {
            assertThatThrownBy(() -> store.takeOver(ID))
                    .isInstanceOf(SessionStateException.class)
                    .hasMessageContaining("not whole")
                    .hasMessageContaining(problem)
                    .hasMessageContaining("--restore");
            assertThat(store.find(ID).orElseThrow().condition().cutOff()).isTrue();
        }
    }
}
