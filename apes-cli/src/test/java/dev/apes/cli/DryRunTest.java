package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {
    private final AtomicInteger requests = new AtomicInteger();

    @TempDir
    Path folder;

    private HttpServer server;
    private Path home;
    private Path prompts;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        server.start();
        home = folder.resolve("home");
        prompts = SmallTraining.prompts(folder);
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private Cli.Result train(String... more) {
        List<String> args =
                new ArrayList<>(List.of("train", "--prompts", prompts.toString(), "--single", "--rows", "0"));
        args.addAll(List.of(
                "--evaluator",
                "llm",
                "-E",
                "model=m",
                "-E",
                "url=http://127.0.0.1:" + server.getAddress().getPort() + "/v1"));
        args.addAll(List.of(more));
        return Cli.at(home, SmallTraining.ENGINE).run(args.toArray(String[]::new));
    }

    @Test
    void saysWhatItWouldCostWithoutACallOrATrace() {
        Cli.Result result = train("--dry-run", "-E", "price-in=1", "-E", "price-out=4");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .containsPattern("[1-9][\\d,]+ calls\n")
                .containsPattern("[1-9][\\d,]+ tokens in\n")
                .containsPattern("[1-9][\\d,]+ tokens out\n")
                .containsPattern("\\d+\\.\\d\\d in money\n")
                .contains("in 1 iteration (");
        assertThat(requests).as("requests that arrived").hasValue(0);
        assertThat(home).doesNotExist();
    }

    @Test
    void theEvaluatorsOwnOptionDoesTheSame() throws IOException {
        Cli.Result option = train("-E", "dry-run=true");
        Files.createDirectories(home);
        Files.writeString(home.resolve("apes.properties"), "evaluator.dry-run = true\nevaluator = llm\n");

        assertThat(option.out()).isEqualTo(train("--dry-run").out()).contains("price-in");
        assertThat(requests).hasValue(0);
    }

    @Test
    void calibrationIsPartOfIt() {
        assertThat(calls(train("--dry-run", "--json")) - calls(train("--dry-run", "--json", "-E", "calibrate=0")))
                .isEqualTo(48);
        assertThat(requests).hasValue(0);
    }

    private static long calls(Cli.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        List<JsonNode> usage = result.out()
                .lines()
                .map(DryRunTest::json)
                .filter(e -> e.has("calls"))
                .toList();
        assertThat(usage).hasSize(1);
        assertThat(usage.get(0).get("event").asText()).isEqualTo("evaluator_usage");
        assertThat(usage.get(0).get("dryRun").asBoolean()).isTrue();
        return usage.get(0).get("calls").asLong();
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void refusesWhatCannotSayWhatItCosts() {
        Cli.Result free = Cli.at(home, SmallTraining.ENGINE).run("train", "--prompts", prompts.toString(), "--dry-run");
        assertThat(free.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(free.err()).contains("--dry-run", "'rubric'", "--evaluator llm");

        Cli.Result resumed = train("--dry-run", "--resume", "latest");
        assertThat(resumed.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(resumed.err()).contains("--dry-run", "--resume");
        assertThat(home).doesNotExist();
    }
}
