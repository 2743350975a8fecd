package dev.apes.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.SessionId;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.api.store.SessionStatus;
import dev.apes.persistence.Databases;
import dev.apes.persistence.Fixtures;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.RowDigests;
import dev.apes.persistence.testing.TestDatabase;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every version of the tables that was ever shipped, with the rows of a training in it, comes to the present one. Made from the
 * present one by taking away what came later.
 */
class ShippedVersionsTest {
    private static final String COLUMNS = "SELECT table_name || '.' || column_name FROM information_schema.columns c"
            + " JOIN information_schema.tables t USING (table_schema, table_name)"
            + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'apes_schema_history'";

    static Stream<Integer> earlier() {
        return Migrations.KNOWN.keySet().stream().filter(version -> version < Migrations.LATEST);
    }

    @ParameterizedTest
    @MethodSource("earlier")
    void isBroughtToThePresentWithAllItsRows(int version) throws Exception {
        try (TestDatabase then = TestDatabase.create();
                TestDatabase database = TestDatabase.create()) {
            migrate(then, version);
            TreeSet<String> columnsThen = new TreeSet<>(Databases.column(then, COLUMNS));
            trained(database, "before");
            takeAway(database, columnsThen, version);
            assertThat(new TreeSet<>(Databases.column(database, COLUMNS))).isEqualTo(columnsThen);
            TreeSet<String> tables = new TreeSet<>();
            columnsThen.forEach(column -> tables.add(column.substring(0, column.indexOf('.'))));
            tables.remove("training_error_budgets"); // another session spends from it
            tables.remove("rule_metadata");
            RowDigests rows = RowDigests.of(database, tables);

            trained(database, "after");

            assertThat(Databases.value(database, "SELECT max(version::int) FROM apes_schema_history"))
                    .isEqualTo(String.valueOf(Migrations.LATEST));
            assertThat(rows.now()).isEqualTo(rows.then());
            assertThat(Databases.column(database, "SELECT session_id FROM improvement_sessions ORDER BY id"))
                    .isEqualTo(version == 1 ? List.of("before", "after") : List.of("before", "after"));
        }
    }

    private static void migrate(TestDatabase database, int version) {
        Flyway.configure()
                .loggers("slf4j")
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/apes")
                .table("apes_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholderReplacement(false)
                .target(String.valueOf(version))
                .load()
                .migrate();
    }

    private static void trained(TestDatabase database, String session) {
        List<RuleDefinition> rules = Fixtures.RULES;
        try (PostgresSessionStore store =
                PostgresSessionStore.open(Databases.config(database).build())) {
            store.prepare(rules);
            assertThat(store.inspect(rules).missing()).isEmpty();
            SessionId id = new SessionId(session);
            store.register(Fixtures.dataSet("data of " + session, 0, List.of("one", "two", "three " + session)));
            store.begin(Fixtures.session(session, "data of " + session));
            store.commit(Fixtures.large(id, 1, 4, 2, new byte[] {1}));
            store.finish(id, SessionStatus.COMPLETED, Fixtures.end("single_pass"));
            assertThat(store.iterations(id, 0, 9)).hasSize(1);
        }
    }

    private static void takeAway(TestDatabase database, TreeSet<String> columnsThen, int version) {
        TreeSet<String> tablesThen = new TreeSet<>();
        columnsThen.forEach(column -> tablesThen.add(column.substring(0, column.indexOf('.'))));
        for (String column : Databases.column(database, COLUMNS)) {
            String table = column.substring(0, column.indexOf('.'));
            if (!tablesThen.contains(table)) {
                Databases.run(database, "DROP TABLE IF EXISTS " + table + " CASCADE");
            } else if (!columnsThen.contains(column)) {
                Databases.run(
                        database,
                        "ALTER TABLE " + table + " DROP COLUMN " + column.substring(column.indexOf('.') + 1)
                                + " CASCADE");
            }
        }
        Databases.run(database, "DELETE FROM apes_schema_history WHERE version::int > " + version);
    }
}
