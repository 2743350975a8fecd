package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apes.persistence.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that goes on with other prompts says so in whatever is read of it later. */
class AcceptedChangesTest {
    private static final String WHAT = "the prompts are others";

    @TempDir
    Path folder;

    @Test
    void areInEveryReportAndExport() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            Path home = folder.resolve("home");
            Path prompts = SmallTraining.prompts(folder);
            Child child = Child.train(database, home, prompts, folder.resolve("child.txt"));
            child.awaitIteration(1);
            child.kill(database);

            List<String> lines = Files.readAllLines(prompts);
            Path others = Files.write(folder.resolve("others.txt"), lines.subList(20, lines.size()));
            Cli cli = Cli.on(database, home, SmallTraining.ENGINE);
            Cli.Result refused = cli.run("train", "--resume", "latest", "--prompts", others.toString());
            assertThat(refused.code()).isNotZero();
            assertThat(refused.err()).contains(WHAT, "--accept-changes");
            int before = new ObjectMapper()
                    .readTree(cli.run("status", "--json").out())
                    .at("/sessions/0/iterations")
                    .asInt();
            Path export = folder.resolve("export.json");
            Cli.Result resumed = cli.run(
                    "train",
                    "--resume",
                    "latest",
                    "--accept-changes",
                    "--prompts",
                    others.toString(),
                    "-i",
                    String.valueOf(before + 1),
                    "--export",
                    export.toString());
            assertThat(resumed.code()).as(resumed.err()).isZero();

            String behind = "behind iteration " + before;
            assertThat(resumed.out().replaceAll("\\s+", " ")).contains(behind + ": " + WHAT);
            assertThat(new ObjectMapper()
                            .readTree(export.toFile())
                            .at("/provenance/acceptedChanges")
                            .asText())
                    .startsWith(behind + ": " + WHAT);
            assertThat(cli.run("status", "-s", "latest").out().replaceAll("\\s+", " "))
                    .contains(behind + ", as accepted: " + WHAT);
            for (String format : List.of("html", "md")) {
                assertThat(cli.run("status", "-s", "latest", "--report", format).out())
                        .as(format)
                        .contains("Changed " + behind + ", as a person accepted: " + WHAT)
                        .doesNotContain("start.accepted.");
            }
            JsonNode json = new ObjectMapper()
                    .readTree(cli.run("status", "-s", "latest", "--report", "json")
                            .out());
            assertThat(json.at("/acceptedChanges/0/afterIteration").asInt()).isEqualTo(before);
            assertThat(json.at("/acceptedChanges/0/what").asText()).startsWith(WHAT);
            List<String> csv = cli.run("status", "-s", "latest", "--report", "csv")
                    .out()
                    .lines()
                    .toList();
            assertThat(csv)
                    .contains("iterations," + before + ",accepted_changes,")
                    .anyMatch(line -> line.startsWith("iterations," + (before + 1) + ",accepted_changes,")
                            && line.contains(WHAT));
        }
    }
}
