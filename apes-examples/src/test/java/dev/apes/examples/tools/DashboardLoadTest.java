package dev.apes.examples.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.cli.dashboard.Dashboard;
import dev.apes.cli.dashboard.DashboardConfig;
import dev.apes.cli.dashboard.access.UserFile;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the load is really put on everything, and that its report would tell if something failed; how fast it is says nothing here. */
class DashboardLoadTest {
    @TempDir
    Path folder;

    @Test
    void everyRequestOfTheInterfaceIsAskedForAndAnswered() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.connect()) {
            PostgresStoreConfig store = PostgresStoreConfig.at(database.jdbcUrl())
                    .user(database.user())
                    .password(database.password())
                    .build();
            SeedDatabase.run(
                    store,
                    connection,
                    new SeedSizes(30, 600, 3_000, 20, 7),
                    new PrintStream(OutputStream.nullOutputStream()));
            try (Dashboard dashboard = Dashboard.start(
                    DashboardConfig.local(new UserFile(folder.resolve("users"))).onPort(0), store)) {
                DashboardLoad load = new DashboardLoad(dashboard.url(), false, 0);
                load.together(4, 1);
                assertThat(report(load))
                        .contains("failed: none", "not asked for: none", "first page, nothing cached", "/rules/{rule}")
                        .containsPattern("/comparison\\?ids=\\{session},\\{other} +4 ");
                connection.createStatement().execute("ALTER TABLE discovered_patterns RENAME TO away");
                load.together(1, 1);
                assertThat(report(load)).containsPattern("failed: \\[.*/patterns\\?size=25");
            }
        }
    }

    private static String report(DashboardLoad load) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        load.report(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
