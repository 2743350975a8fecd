package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Name a command",
                "trian | did you mean 'train'?",
                "train --promts x | did you mean '--prompts'?",
                "train --zzzzzzzzzzzz | known: ",
                "train extra | 'extra' belongs to no option",
                "train -t 7 | --threshold: must be from 0 to 1 but is 7.0",
                "train -t -0.1 | --threshold: must be from 0 to 1 but is -0.1",
                "train -t NaN | --threshold: must be from 0 to 1 but is NaN",
                "train -t much | 'much' is not a double",
                "train -i 0 | --max-iterations: must be at least 1 but is 0",
                "train -i 99999999999 | '99999999999' is not an int",
                "train --patience 0 | --patience: must be at least 1",
                "train --timeout 0 | --timeout: must be from 1 to",
                "train --timeout 9999999999 | --timeout: must be",
                "train --max-evaluations -5 | --max-evaluations: must be at least 1 but is -5",
                "train --rows 100001 | --rows: must be from 0 to 100000 but is 100001",
                "train --rows 0 --generator copula | --generator: contradicts --rows 0",
                "train --stopping patience --threshold 0.1 | --threshold: belongs to the default criterion",
                "train --threads 0 | --threads: must be from 1 to 1024 but is 0",
                "train --seed x | 'x' is not a long",
                "train --seed 1 --seed 2 | should be specified only once",
                "train --evaluator= | --evaluator: needs a name",
                "train --focus-areas=, | --focus-areas: needs a name",
                "train -E nonsense | should be in KEY=VALUE format but was nonsense",
                "train --single --continuous | mutually exclusive",
                "train --timeout 5 --reproducible | contradicts --reproducible",
                "train --strict | --strict: is about a prompt file",
                "train --prompts | Missing required parameter for option '--prompts'",
                "train --prompts no-such-file.jsonl | no-such-file.jsonl: there is no such file",
                "train --plugin-path no-such-folder | --plugin-path: 'no-such-folder' is not a folder",
                "train --export no-such-folder/x.json | --export no-such-folder/x.json: can't be written: there is no folder",
                "train --export . | is a folder",
                "train --export /dev/null | is not a regular file",
                "train --db mysql://x/y | --db: should look like jdbc:postgresql://host:5432/database",
                "train --db postgresql://ann:secret@host/apes | --db: holds a password",
                "train --db jdbc:postgresql://host/apes?password=secret | --db: holds a password",
                "train --home= | --home: needs the name of a folder",
                "train --resume latest --new | --new: contradicts --resume",
                "train --resume latest --start-from x.json | --start-from: contradicts --resume",
                "train --auto-init --no-init | mutually exclusive",
                "status --refresh 0 | --refresh: must be from 0.1",
                "status --compare a,b -d | can't be combined",
                "status --report pdf | --report",
                "status -o x.html | needs --report",
                "status --report html --json | stands alone",
                "status --port 1 | --port: needs --serve",
                "status --serve --port 70000 | --port: must be from 0 to 65535",
                "status --serve --role king | there is no role 'king'",
                "status --serve --role operator | --add-user NAME:operator",
                "status --add-user ann | needs a name and a role",
                "status --sesion x | did you mean '--session'?",
                "stop --force --graceful | mutually exclusive",
                "stop --export-format xml | --export-format: must be json or csv but is 'xml'",
                "stop -t -1 | --timeout: must be from 0 to 86400",
                "stop --no-save --save-progress | contradicts --save-progress",
                "stop --export-results --no-export | mutually exclusive",
                "optimize-rules | the command 'optimize-rules' is gone: 'apes train' does it by itself",
                "backup --help | the command 'backup' is gone"
            })
    void badUsageIsRefusedInOneMessage(String line, String message) {
        Cli.Result result = Cli.run(Cli.NEVER, "", line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("apes: ").contains(message).doesNotContain("\tat ");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void everyEarlierCommandButOursSaysWhereItWent() {
        List<String> earlier = List.of(("start analytics backup doctor monitor-realtime performance data-stats"
                        + " export-training-data discover-patterns ml-status optimize-rules canary-status canary-adjust"
                        + " cache-stats cache-clear init backup-create migrate-export service-start service-stop"
                        + " service-status security-audit security-test migrate-restore training-history logs monitor"
                        + " health monitoring-summary update alerts orchestrator interactive")
                .split(" "));
        assertThat(earlier).hasSize(33);
        assertThat(OtherCommands.names()).containsExactlyInAnyOrderElementsOf(earlier);
        for (String name : earlier) {
            Cli.Result result = Cli.run(Cli.NEVER, "", name, "--whatever");
            assertThat(result.code()).as(name).isEqualTo(2);
            assertThat(result.out()).as(name).isEmpty();
            assertThat(result.err())
                    .startsWith("apes: the command '" + name + "' is gone: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void helpNamesEveryOptionAndNothingHidden() {
        Cli.Result result = Cli.run(Cli.NEVER, "", "train", "--help");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("--prompts=FILE", "--start-from=FILE", "Exit codes")
                .contains("--db=URL", "--resume=SESSION", "--no-init");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void versionIsOneLine() {
        Cli.Result result = Cli.run(Cli.NEVER, "", "--version");
        assertThat(result).isEqualTo(new Cli.Result(0, result.out(), ""));
        assertThat(result.out()).startsWith("apes ").hasLineCount(1);
    }

    @Test
    void theExportMayNotBeThePromptFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("p.txt"), "Write a poem\n");
        Cli.Result result = Cli.run(Cli.NEVER, "", "train", "--prompts", file.toString(), "--export", file.toString());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("would overwrite the prompts");
        assertThat(file).hasContent("Write a poem\n");
    }

    @Test
    void aRefusedPromptFileLeavesNoExportBehind(@TempDir Path folder) throws IOException {
        Cli.Result result = Cli.run(
                Cli.NEVER,
                "",
                "train",
                "--prompts",
                "-",
                "--export",
                folder.resolve("x.json").toString());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("apes: standard input: is empty; it should hold one prompt a line\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void strictNamesFileAndLine() {
        Cli.Result result =
                Cli.run(Cli.NEVER, "{\"prompt\": \"a\"}\n{\"prompt\": \n", "train", "--prompts", "-", "--strict");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("apes: standard input:2: is no valid JSON");
        assertThat(result.err().lines()).hasSize(1);
    }
}
