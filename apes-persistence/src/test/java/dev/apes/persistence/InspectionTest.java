package dev.apes.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.StoreException;
import dev.apes.api.store.StoreInspection;
import dev.apes.persistence.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InspectionTest {
    private static final String SECRET = "s3cret-pass";

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestDatabase.create();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private StoreInspection inspect(PostgresStoreConfig config) {
        try (PostgresSessionStore store = PostgresSessionStore.open(config)) {
            return store.inspect(Fixtures.RULES);
        }
    }

    private void prepare() {
        try (PostgresSessionStore store =
                PostgresSessionStore.open(Databases.config(database).build())) {
            store.prepare(Fixtures.RULES);
        }
    }

    @Test
    void lookingChangesNothing() {
        StoreInspection inspection = inspect(Databases.config(database).build());

        assertThat(inspection.description()).startsWith("PostgreSQL ").contains(" at 127.0.0.1:");
        assertThat(inspection.blocked()).isEmpty();
        assertThat(Databases.column(
                        database, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEmpty();
    }

    @Test
    void aReadOnlyDatabaseIsRefused() {
        String name = name();
        Databases.run(database, "ALTER DATABASE " + name + " SET default_transaction_read_only = on");

        assertThat(inspect(Databases.config(database).build()).blocked().orElseThrow())
                .contains("read-only", "default_transaction_read_only");
        try (PostgresSessionStore store =
                PostgresSessionStore.open(Databases.config(database).build())) {
            assertThatThrownBy(() -> store.prepare(Fixtures.RULES))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void anotherEncodingIsRefused() {
        for (String encoding : new String[] {"LATIN1", "SQL_ASCII"}) {
            String other = name() + "_" + encoding.toLowerCase(java.util.Locale.ROOT);
            Databases.run(
                    database,
                    "CREATE DATABASE " + other + " ENCODING '" + encoding
                            + "' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
            try {
                PostgresStoreConfig config = PostgresStoreConfig.at(
                                database.jdbcUrl().replace(name(), other))
                        .user(database.user())
                        .password(database.password())
                        .build();
                assertThat(inspect(config).blocked().orElseThrow()).contains(encoding, "UTF8", "CREATE DATABASE");
            } finally {
                Databases.run(database, "DROP DATABASE " + other + " WITH (FORCE)");
            }
        }
    }

    @Test
    void tablesNewerThanTheProgramAreRefused() {
        prepare();
        Databases.run(
                database,
                "INSERT INTO apes_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', 0, installed_by,"
                        + " installed_on, 1, true FROM apes_schema_history WHERE version = '1'");

        assertThat(inspect(Databases.config(database).build()).blocked().orElseThrow())
                .contains("version 99", "update APES");
    }

    @Test
    void aLostTableIsNotSilentlyMadeAnew() {
        prepare();
        Databases.run(database, "DROP TABLE evaluations");

        assertThat(inspect(Databases.config(database).build()).blocked().orElseThrow())
                .contains("evaluations", "backup");
    }

    @Test
    void missingRightsAreNamedWithTheGrant() {
        String role = "role_" + name();
        Databases.run(
                database,
                "CREATE ROLE " + role + " LOGIN PASSWORD '" + SECRET + "'",
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        PostgresStoreConfig config = PostgresStoreConfig.at(database.jdbcUrl())
                .user(role)
                .password(SECRET)
                .build();
        try {
            assertThat(inspect(config).blocked().orElseThrow()).contains("GRANT CREATE ON SCHEMA public TO " + role);
            Databases.run(database, "GRANT CREATE ON SCHEMA public TO " + role, "CREATE TABLE rule_metadata (id int)");
            assertThat(inspect(config).blocked().orElseThrow()).contains("rule_metadata", "belong to others");
            Databases.run(database, "DROP TABLE rule_metadata");
            prepare();
            assertThat(inspect(config).blocked().orElseThrow()).contains("GRANT SELECT, INSERT, UPDATE, DELETE");
        } finally {
            Databases.run(database, "DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    @Test
    void whoCanNotConnectIsToldWhereAndWhyWithoutThePassword() {
        String url = database.jdbcUrl();
        fails(
                PostgresStoreConfig.at("jdbc:postgresql://127.0.0.1:1/apes")
                        .user("u")
                        .password(SECRET),
                "127.0.0.1:1/apes",
                "can't be reached");
        fails(PostgresStoreConfig.at(url).user(database.user()).password(SECRET), name(), "password");
        fails(
                PostgresStoreConfig.at(url.replace(name(), "no_such_db"))
                        .user(database.user())
                        .password(database.password()),
                "no_such_db",
                "CREATE DATABASE");
        fails(
                PostgresStoreConfig.at(url.replace("//", "//" + database.user() + ":" + SECRET + "@")),
                name(),
                "password");
        fails(PostgresStoreConfig.at(url + "?user=" + database.user() + "&password=" + SECRET), name(), "password");
    }

    private static void fails(PostgresStoreConfig.Builder builder, String... parts) {
        PostgresStoreConfig config = builder.build();
        assertThat(config.toString()).doesNotContain(SECRET);
        assertThatThrownBy(() -> PostgresSessionStore.open(config))
                .isInstanceOf(StoreException.class)
                .satisfies(e -> {
                    assertThat(e.getMessage()).contains(parts);
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain(SECRET);
                });
    }

    @Test
    void anUnusableUrlIsRefusedWithoutThePassword() {
        for (String url :
                new String[] {"mysql://u:" + SECRET + "@h/d", "jdbc:postgresql://u:" + SECRET + "@h:port/d"}) {
            assertThatThrownBy(() -> PostgresSessionStore.open(
                            PostgresStoreConfig.at(url).build()))
                    .isInstanceOf(ApesException.class)
                    .hasMessageNotContaining(SECRET);
        }
        assertThatThrownBy(() -> PostgresStoreConfig.at("oracle").build()).isInstanceOf(InvalidInputException.class);
    }

    private String name() {
        return database.jdbcUrl().substring(database.jdbcUrl().lastIndexOf('/') + 1);
    }
}
