package dev.apes.cli;

import dev.apes.persistence.PostgresStoreConfig;
import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A database with two finished sessions, and a third on demand that goes on until it is stopped. */
public final class TrainedDatabase {
    private static TrainedDatabase shared;

    private final TestDatabase database = TestDatabase.create();
    private final Cli cli;
    private final Path prompts;
    private final List<String> sessions = new ArrayList<>();
    private Thread training;

    private TrainedDatabase(Path folder) throws IOException {
        prompts = SmallTraining.prompts(Files.createDirectories(folder));
        cli = Cli.on(database, folder.resolve("home"), SmallTraining.ENGINE);
    }

    /** {@return the one that the tests of this process share; it goes with the process} */
    public static synchronized TrainedDatabase shared() throws IOException, SQLException {
        if (shared == null) {
            Path folder = Files.createTempDirectory("apes-trained");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            shared = create(folder);
        }
        return shared;
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            System.err.println(folder + " stays behind: " + e);
        }
    }

    private static TrainedDatabase create(Path folder) throws IOException, SQLException {
        TrainedDatabase trained = new TrainedDatabase(folder);
        for (String seed : List.of("7", "8")) {
            Cli.Result result = trained.cli.run(
                    "train", "--new", "--prompts", trained.prompts.toString(), "--seed", seed, "-i", "4");
            if (result.code() != 0) {
                throw new IllegalStateException(result.err());
            }
        }
        trained.sessions.addAll(trained.column(
                "SELECT session_id FROM improvement_sessions WHERE session_type = 'continuous_training' ORDER BY id"));
        return trained;
    }

    public PostgresStoreConfig config() {
        return PostgresStoreConfig.at(database.jdbcUrl())
                .user(database.user())
                .password(database.password())
                .build();
    }

    /** {@return the finished sessions, oldest first} */
    public List<String> sessions() {
        return sessions;
    }

    /** Trains without an end, in the background. */
    public void train() {
        training = new Thread(
                () -> cli.run(
                        "train", "--new", "--prompts", prompts.toString(), "--patience", "100000", "-i", "100000"),
                "test-training");
        training.start();
    }

    /** Waits for the training to have ended, because somebody has stopped it. */
    public boolean trainingHasEnded(long millis) throws InterruptedException {
        training.join(millis);
        return !training.isAlive();
    }

    /** Puts prompts before all others of the first session's data set. */
    public void addPrompts(String... texts) throws SQLException {
        String key = "(SELECT data_key FROM improvement_sessions WHERE session_id = '" + sessions.get(0) + "')";
        update("UPDATE training_data_set_members SET position = position + 100000 WHERE data_key = " + key);
        for (int i = 0; i < texts.length; i++) {
            update(
                    "INSERT INTO training_prompts (fingerprint, prompt_text, side, origin) VALUES (?, ?, 'TRAINING', 'given')",
                    "hostile-" + i,
                    texts[i]);
            update(
                    "INSERT INTO training_data_set_members (data_key, position, fingerprint) VALUES (" + key + ", " + i
                            + ", ?)",
                    "hostile-" + i);
        }
    }

    public void update(String sql, String... values) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    public List<String> column(String sql) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        }
    }

    /** Ends what is still being trained, because a test has failed. */
    public void endTraining() {
        if (training != null && training.isAlive()) {
            cli.run("stop", "--no-export");
        }
    }
}
