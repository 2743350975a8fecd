package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apes.persistence.LegacySchema;
import dev.apes.persistence.RowDigests;
import dev.apes.persistence.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database as the earlier program left it, with 185 rules of others, is migrated and trained in, and keeps every row. */
class EarlierDatabaseTest {
    @TempDir
    Path folder;

    @Test
    void isTrainedInAndKeepsEveryRow() throws Exception {
        keepsEveryRow(2_000);
    }

    @Tag("slow")
    @Test
    void ofSizeIsTrainedInAndKeepsEveryRow() throws Exception {
        keepsEveryRow(50_000);
    }

    private void keepsEveryRow(int rows) throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            Map<String, List<String>> tables = new LinkedHashMap<>(LegacySchema.TABLES);
            tables.putAll(LegacySchema.HALF_MADE);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                for (List<String> statements : tables.values()) {
                    for (String sql : statements) {
                        statement.execute(sql);
                    }
                }
                for (String sql : LegacySchema.manyRows(rows)) {
                    statement.execute(sql);
                }
            }
            RowDigests digests = RowDigests.of(database, tables.keySet());
            assertThat(digests.then().values().stream().filter(d -> Integer.parseInt(d.split(" ")[0]) >= rows))
                    .as("tables with thousands of rows")
                    .hasSize(7);

            Cli cli = Cli.on(database, folder.resolve("home"), SmallTraining.ENGINE);
            String prompts = SmallTraining.prompts(folder).toString();
            Cli.Result trained = cli.run("train", "--prompts", prompts, "--seed", "7", "-i", "2", "--patience", "9");
            assertThat(trained.code()).as(trained.err()).isZero();

            assertThat(digests.now()).isEqualTo(digests.then());
            Cli.Result status = cli.run("status", "--json", "-d");
            assertThat(status.code()).as(status.out()).isZero();
            JsonNode json = new ObjectMapper().readTree(status.out());
            assertThat(json.path("otherRules").asInt()).isEqualTo(185);
            assertThat(json.path("sessions")).hasSize(1);
            assertThat(json.path("shutdowns").path("by_itself").asInt()).isEqualTo(1);
        }
    }
}
