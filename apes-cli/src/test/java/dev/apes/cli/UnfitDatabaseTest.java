package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that can't be used: what each command says of them, how it ends, and that it leaves them as they are. */
class UnfitDatabaseTest {
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    @TempDir
    Path folder;

    private TestDatabase database;
    private Path prompts;
    private Path home;

    @BeforeEach
    void begin() throws IOException {
        database = TestDatabase.create();
        prompts = SmallTraining.prompts(folder);
        home = folder.resolve("home");
    }

    @AfterEach
    void end() {
        database.close();
        assertThat(home.resolve("journal"))
                .satisfiesAnyOf(
                        none -> assertThat(none).doesNotExist(),
                        empty -> assertThat(empty).isEmptyDirectory());
        assertThat(home.resolve("postgres")).doesNotExist();
    }

    private String name() {
        return database.jdbcUrl().substring(database.jdbcUrl().lastIndexOf('/') + 1);
    }

    private String url(String user, String name) {
        return database.jdbcUrl()
                .replace("jdbc:postgresql://", "postgresql://" + user + "@")
                .replace(name(), name);
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = database.connect()) {
            run(connection, statements);
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Everything that a statement could have left behind, but statistics. */
    private List<String> contents(String name) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl().replace(name(), name), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT relname || coalesce('=' || CASE WHEN relkind = 'r' THEN"
                        + " (xpath('//row/n/text()', query_to_xml('SELECT count(*) AS n FROM ' || c.oid::regclass, true, false, '')))[1]::text"
                        + " END, '') FROM pg_class c WHERE relnamespace NOT IN (SELECT oid FROM pg_namespace"
                        + " WHERE nspname LIKE 'pg\\_%' OR nspname = 'information_schema') ORDER BY 1")) {
            while (row.next()) {
                lines.add(row.getString(1));
            }
        }
        return lines;
    }

    /** Trains, looks and stops, with the user's URL given by {@code --db}. */
    private void assertRefused(String url, String password, int code, String... parts) throws IOException {
        Cli cli = Cli.at(home, SmallTraining.ENGINE).with("APES_DB_PASSWORD", password);
        Cli.Result trained = cli.run("train", "--prompts", prompts.toString(), "-i", "1", "--db", url);
        assertThat(trained.code()).as(trained.err()).isEqualTo(code);
        assertThat(trained.out()).isEmpty();
        List<String> said =
                trained.err().lines().filter(line -> !line.startsWith("setup ")).toList();
        assertThat(said)
                .as(trained.err())
                .singleElement()
                .asString()
                .startsWith("apes: ")
                .contains(parts);
        Cli.Result status = cli.run("status", "--db", url);
        assertThat(status.code()).as(status.out() + status.err()).isEqualTo(FAILED);
        assertThat((status.out() + status.err()).replaceAll("\\s+", " ")).contains(parts);
        Cli.Result stopped = cli.run("stop", "--db", url);
        assertThat(stopped.code()).as(stopped.err()).isIn(FAILED, REFUSED);
        assertThat(stopped.err()).contains(parts).hasLineCount(1);
        Stream.of(trained, status, stopped)
                .forEach(result ->
                        assertThat(result.out() + result.err()).doesNotContain("Exception", "\tat ", password));
    }

    @Test
    void aServerThatIsNotThere() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertRefused(
                "postgresql://ann@127.0.0.1:" + port + "/apes",
                "s3cret-pass",
                FAILED,
                "127.0.0.1:" + port + "/apes",
                "can't be reached",
                "check host and port");
    }

    @Test
    void aServerThatSpeaksAnotherLanguage() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread talker = new Thread(() -> {
                try {
                    while (true) {
                        try (var connection = other.accept()) {
                            connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                        }
                    }
                } catch (IOException e) {
                    // closed
                }
            });
            talker.start();
            assertRefused(
                    "postgresql://ann@127.0.0.1:" + other.getLocalPort() + "/apes",
                    "s3cret-pass",
                    FAILED,
                    "127.0.0.1:" + other.getLocalPort() + "/apes");
        }
    }

    @Test
    void aDatabaseThatIsNotThere() throws Exception {
        assertRefused(url(database.user(), "no_such_db"), database.password(), FAILED, "no_such_db", "CREATE DATABASE");
    }

    @Test
    void aWrongPassword() throws Exception {
        assertRefused(url(database.user(), name()), "s3cret-pass", FAILED, name(), database.user(), "password");
    }

    @Test
    void aReadOnlyDatabase() throws Exception {
        sql("ALTER DATABASE " + name() + " SET default_transaction_read_only = on");
        assertRefused(
                url(database.user(), name()),
                database.password(),
                REFUSED,
                name(),
                "read-only",
                "default_transaction_read_only = off");
        assertThat(contents(name())).isEmpty();
    }

    @Test
    void aUserWhoMayNotCreateTables() throws Exception {
        String role = "reader_" + name();
        sql("CREATE ROLE " + role + " LOGIN PASSWORD 's3cret-pass'", "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        try {
            assertRefused(
                    url(role, name()),
                    "s3cret-pass",
                    REFUSED,
                    role,
                    name(),
                    "GRANT CREATE ON SCHEMA public TO " + role);
            assertThat(contents(name())).isEmpty();
        } finally {
            sql("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    /** A real server that passes itself off as an older one: what is asked of it is what is asked of those. */
    @Test
    void aServerTooOld() throws Exception {
        sql(
                "CREATE SCHEMA old",
                "CREATE FUNCTION old.current_setting(text) RETURNS text LANGUAGE sql AS $$ SELECT CASE $1"
                        + " WHEN 'server_version_num' THEN '120022' WHEN 'server_version' THEN '12.22'"
                        + " ELSE pg_catalog.current_setting($1) END $$",
                "ALTER DATABASE " + name() + " SET search_path = public, old, pg_catalog");
        List<String> before = contents(name());
        assertRefused(
                url(database.user(), name()), database.password(), REFUSED, "12.22", name(), "too old", "13 or newer");
        assertThat(contents(name())).isEqualTo(before);
    }

    @Test
    void tablesOfALaterVersion() throws Exception {
        Cli cli = Cli.on(database, home, SmallTraining.ENGINE);
        assertThat(cli.run("train", "--prompts", prompts.toString(), "-i", "1").code())
                .isZero();
        sql("INSERT INTO apes_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', 0, installed_by,"
                + " installed_on, 1, true FROM apes_schema_history WHERE version = '1'");
        List<String> before = contents(name());
        assertRefused(url(database.user(), name()), database.password(), REFUSED, name(), "version 99", "update APES");
        assertThat(contents(name())).isEqualTo(before);
    }

    /** A user who may only read looks at what others train. */
    @Test
    void statusNeedsNoMoreThanToRead() throws Exception {
        Cli cli = Cli.on(database, home, SmallTraining.ENGINE);
        assertThat(cli.run("train", "--prompts", prompts.toString(), "-i", "1").code())
                .isZero();
        String role = "reader_" + name();
        sql(
                "CREATE ROLE " + role + " LOGIN PASSWORD 's3cret-pass'",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role);
        try {
            Cli reader = Cli.at(home, SmallTraining.ENGINE).with("APES_DB_PASSWORD", "s3cret-pass");
            Cli.Result status = reader.run("status", "--db", url(role, name()));
            assertThat(status.code()).as(status.out() + status.err()).isZero();
            assertThat(status.out()).contains("healthy", "may not read and write", "completed");
            sql("DROP TABLE evaluations CASCADE");
            Cli.Result damaged = reader.run("status", "--db", url(role, name()));
            assertThat(damaged.code()).isEqualTo(FAILED);
            assertThat(damaged.out()).contains("NOT HEALTHY", "evaluations", "backup");
        } finally {
            sql("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    @Test
    void anotherEncoding() throws Exception {
        for (String encoding : new String[] {"LATIN1", "SQL_ASCII"}) {
            String other = name() + "_" + encoding.toLowerCase(Locale.ROOT);
            sql("CREATE DATABASE " + other + " ENCODING '" + encoding
                    + "' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
            try {
                assertRefused(
                        url(database.user(), other),
                        database.password(),
                        REFUSED,
                        other,
                        encoding,
                        "CREATE DATABASE apes ENCODING 'UTF8' TEMPLATE template0");
                assertThat(contents(other)).isEmpty();
            } finally {
                sql("DROP DATABASE " + other + " WITH (FORCE)");
            }
        }
    }
}
