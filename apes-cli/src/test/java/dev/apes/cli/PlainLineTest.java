package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.cli.settings.Environment;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PlainLineTest {
    private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    private final Streams streams = new Streams(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, Screen.NONE);
    private final Environment environment = new Environment(Map.of(), Path.of("."));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "status -d",
                "status --detailed --json",
                "status --adaptive --no-color -v",
                "status --verbose",
                "status -s latest --home /a/b",
                "status --session 12ab --db postgresql://ann@host/apes --json"
            })
    void isReadAsPicocliReadsIt(String line) {
        String[] args = line.split(" ");
        CommandLine picocli = ApesMain.line(streams, environment, null);
        picocli.parseArgs(args);
        Optional<PlainLine> plain = PlainLine.of(args);

        assertThat(plain).isPresent();
        assertThat(new StatusCommand(plain.get(), streams, environment))
                .usingRecursiveComparison(RecursiveComparisonConfiguration.builder()
                        .withIgnoredFields("streams", "environment")
                        .build())
                .isEqualTo(picocli.getSubcommands().get("status").getCommand());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "status --help",
                "status -dv",
                "status -d -d",
                "status --detailed -d",
                "status --home",
                "status --home --json",
                "status --home=/a",
                "status -s @file",
                "status nonsense",
                "status --serve",
                "status --refresh 2",
                "status --report html"
            })
    void theRestIsLeftToPicocli(String line) {
        assertThat(PlainLine.of(line.split(" "))).isEmpty();
    }
}
