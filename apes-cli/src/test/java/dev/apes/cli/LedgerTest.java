package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.persistence.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an evaluator was paid for is counted outside of APES, by the evaluator, while its process is killed again and again. */
class LedgerTest {
    private static final int THREADS = 2;

    @TempDir
    Path folder;

    private TestDatabase database;
    private Path prompts;
    private Path bill;
    private Path temporary;

    @BeforeEach
    void begin() throws IOException {
        database = TestDatabase.create();
        prompts = SmallTraining.prompts(folder);
        Files.write(prompts, Files.readAllLines(prompts).subList(0, 120));
        bill = folder.resolve("bill");
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    @AfterEach
    void end() {
        database.close();
    }

    @Test
    void aKillRepeatsAtMostTheCallsInFlight() throws Exception {
        paidAcross(1, 150, new Random(3));
    }

    @Tag("slow")
    @Test
    void manyKillsRepeatAtMostTheCallsInFlightOfEach() throws Exception {
        paidAcross(6, 40, new Random(4));
    }

    private void paidAcross(int kills, int apart, Random random) throws Exception {
        int from = 0;
        for (int kill = 0; kill < kills; kill++) {
            Child child = train("killed" + kill);
            from += 10 + random.nextInt(apart);
            int until = from;
            child.await("bill of " + until, () -> bill().size() >= until);
            child.kill(database);
            from = bill().size();
        }
        Child last = train("last");
        assertThat(last.end()).as(last.output()).isZero();

        assertThat(temporary).as("what kills have left").isEmptyDirectory();
        List<String> paid = bill();
        int distinct = new HashSet<>(paid).size();
        assertThat(paid.size() - distinct).as("bought twice").isLessThanOrEqualTo(kills * THREADS);
        assertThat(sql("SELECT count(*) FROM evaluations")).isEqualTo(String.valueOf(distinct));
        assertThat(sql("SELECT count(*) FROM evaluations_asked")).isEqualTo("0");
        assertThat(Long.parseLong(sql("SELECT sum(calls_in_flight) FROM training_shutdowns WHERE mode = 'crashed'")))
                .isGreaterThanOrEqualTo(paid.size() - distinct);
        assertThat(sql("SELECT count(*) FROM training_shutdowns WHERE mode = 'crashed'"))
                .isEqualTo(String.valueOf(kills));
        assertThat(sql("SELECT count(*) FROM improvement_sessions WHERE session_type = 'continuous_training'"))
                .as("one session that went on")
                .isEqualTo("1");
        long counted = Long.parseLong(sql("SELECT evaluator_calls FROM improvement_sessions"));
        assertThat(counted)
                .as("calls that the session counts, whoever answered them")
                .isGreaterThanOrEqualTo(distinct);
    }

    private Child train(String name) throws IOException {
        List<String> args = new ArrayList<>(List.of("train", "--prompts", prompts.toString(), "--seed", "7"));
        args.addAll(List.of("-i", "1", "--rows", "0", "--threads", String.valueOf(THREADS)));
        args.addAll(List.of("--evaluator", CostlyJudge.NAME, "-E", "bill=" + bill));
        return Child.run(
                Map.of(
                        "APES_HOME", folder.resolve("home").toString(),
                        "APES_DB_URL", database.jdbcUrl(),
                        "APES_DB_USER", database.user(),
                        "APES_DB_PASSWORD", database.password(),
                        "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary),
                folder.resolve(name + ".txt"),
                args.toArray(String[]::new));
    }

    /** Whole lines: the last one may just be in the writing. */
    private List<String> bill() throws IOException {
        if (!Files.exists(bill)) {
            return List.of();
        }
        String text = Files.readString(bill);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private String sql(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
