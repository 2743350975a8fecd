package dev.apes.examples.tools;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingRequest;
import dev.apes.engine.Apes;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.embedded.EmbeddedPostgres;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * Fills a database with made-up sessions by COPY, to see how fast reports and dashboards are when there is much, and measures every query of
 * {@link dev.apes.persistence.Analytics} against it.
 *
 * <pre>{@code
 * apes-examples/run SeedDatabase --home /tmp/seeded                      10,000 sessions, 1,000,000 iterations, 10,000,000 measurements
 * apes-examples/run SeedDatabase --home /tmp/seeded --sessions 100 --iterations 5000 --measurements 20000
 * apes-examples/run SeedDatabase --home /tmp/seeded --only-measure       what is there already
 * APES_DB_URL=… APES_DB_USER=… APES_DB_PASSWORD=… apes-examples/run SeedDatabase --db
 * }</pre>
 *
 * {@code --whole N} says of how many of the newest sessions whole iterations are stored (20), {@code --seed N} makes other values. With the
 * home of {@code --home}, {@code apes status --home} shows what was made. Use a database made for this: nothing takes the rows out again.
 */
public final class SeedDatabase {
    private SeedDatabase() {}

    /**
     * @param args see the class
     * @throws SQLException if the database refuses
     */
    public static void main(String[] args) throws SQLException {
        SeedSizes full = SeedSizes.FULL;
        int sessions = full.sessions();
        long iterations = full.iterations();
        long measurements = full.measurements();
        int whole = full.whole();
        long seed = full.seed();
        String home = null;
        boolean database = false;
        boolean seeding = true;
        for (int i = 0; i < args.length; i++) {
            String value = i + 1 < args.length ? args[i + 1] : "";
            boolean taken = true;
            switch (args[i]) {
                case "--sessions" -> sessions = Integer.parseInt(value);
                case "--iterations" -> iterations = Long.parseLong(value);
                case "--measurements" -> measurements = Long.parseLong(value);
                case "--whole" -> whole = Integer.parseInt(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--home" -> home = value;
                default -> taken = false;
            }
            if (taken) {
                i++;
            } else if (args[i].equals("--db")) {
                database = true;
            } else if (args[i].equals("--only-measure")) {
                seeding = false;
            } else {
                throw new IllegalArgumentException("unknown option " + args[i] + "; see the javadoc of SeedDatabase");
            }
        }
        if (database == (home != null)) {
            System.err.println(
                    "Say where: --home DIR for a PostgreSQL under that folder, or --db for that of APES_DB_URL.");
            System.exit(2);
        }
        SeedSizes sizes = new SeedSizes(sessions, iterations, measurements, whole, seed);
        try (EmbeddedPostgres own = database ? null : EmbeddedPostgres.open(Path.of(home))) {
            String url = own == null ? System.getenv("APES_DB_URL") : own.jdbcUrl();
            String user = own == null ? System.getenv("APES_DB_USER") : own.user();
            String password = own == null ? System.getenv("APES_DB_PASSWORD") : own.password();
            PostgresStoreConfig config =
                    PostgresStoreConfig.at(url).user(user).password(password).build();
            if (seeding) {
                try (Connection connection = DriverManager.getConnection(url, user, password)) {
                    run(config, connection, sizes, System.out);
                }
            }
            AnalyticsQueries.report(config, 50, System.out);
        }
    }

    static void run(PostgresStoreConfig config, Connection connection, SeedSizes sizes, PrintStream out)
            throws SQLException {
        try (TrainingEngine engine =
                Apes.builder().store(PostgresSessionStore.open(config)).build()) {
            engine.prepare(TrainingRequest.builder()
                    .promptTexts(List.of("Write a note to our neighbours about the move."))
                    .build());
        }
        connection.setAutoCommit(true);
        long begun = System.nanoTime();
        SeedRows rows = new SeedRows(connection, sizes);
        List<String> rebuilt = rows.dropIndexes();
        try {
            rows.write();
            out.printf("rows written after %.0f s%n", (System.nanoTime() - begun) / 1e9);
        } finally {
            for (String index : rebuilt) {
                rows.run(index);
            }
        }
        rows.run("VACUUM (ANALYZE)");
        out.printf(
                "%,d sessions, %,d iterations and %,d measurements seeded in %.0f s%n",
                sizes.sessions(), sizes.iterations(), sizes.measurements(), (System.nanoTime() - begun) / 1e9);
    }
}
