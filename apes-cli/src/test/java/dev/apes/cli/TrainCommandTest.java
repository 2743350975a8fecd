package dev.apes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.evaluation.PromptEvaluator;
import dev.apes.cli.signal.SignalSourceTest;
import dev.apes.engine.Apes;
import dev.apes.persistence.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole sessions on a small prompt file, through the real engine. */
class TrainCommandTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final EngineFactory ALL = SmallTraining.ALL;
    private static final EngineFactory ENGINE = SmallTraining.ENGINE;

    @TempDir
    Path folder;

    private Path prompts;

    private TestDatabase database;

    @BeforeEach
    void begin() throws IOException {
        prompts = SmallTraining.prompts(folder);
        database = TestDatabase.create();
    }

    @AfterEach
    void end() {
        database.close();
    }

    private Cli.Result train(EngineFactory engine, String... more) {
        List<String> args =
                new ArrayList<>(List.of("train", "--prompts", prompts.toString(), "--single", "--seed", "7", "--new"));
        args.addAll(Arrays.asList(more));
        return Cli.on(database, folder.resolve("home"), engine).run(args.toArray(String[]::new));
    }

    @Test
    void printsTheReportOnStandardOutputAndTheRestOnStandardError() {
        Cli.Result result = train(ENGINE);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("APES training report\n")
                .contains(
                        "Result on the holdout", "single_pass", "prompts.txt (TEXT): 240 lines", "Judged by 'rubric'");
        assertThat(result.err())
                .contains("training on 240 prompts", "[1] 1/7 assess performance", "ended: single_pass");
    }

    @Test
    void jsonEventsEndWithTheReportAndTheExportHoldsTheSame() throws IOException {
        Path export = folder.resolve("out.json");
        Cli.Result result = train(ENGINE, "--json", "--export", export.toString());
        assertThat(result.code()).as(result.err()).isZero();
        List<String> events = new ArrayList<>();
        JsonNode last = null;
        for (String line : result.out().lines().toList()) {
            last = MAPPER.readTree(line);
            events.add(last.path("event").asText());
        }
        assertThat(events)
                .startsWith("prompts_read", "initialization_phase")
                .containsSubsequence("initialization_phase", "session_started", "step_started")
                .endsWith("session_finished");
        assertThat(events.stream().filter("step_finished"::equals)).hasSize(7);
        assertThat(last.at("/report")).isEqualTo(MAPPER.readTree(export.toFile()));
        assertThat(last.at("/reason").asText()).isEqualTo("single_pass");
        // the home holds who runs what, and archives of sessions
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("prompts.txt", "out.json", "home");
    }

    @Test
    void oneSeedGivesOneExportOnOneThreadOrTwo() throws IOException {
        sameExports(ENGINE);
    }

    @Test
    @Tag("slow")
    void oneSeedGivesOneExportWithAllRules() throws IOException {
        sameExports(ALL);
    }

    private void sameExports(EngineFactory engine) throws IOException {
        List<String> exports = new ArrayList<>();
        for (String threads : new String[] {"1", "2", "1"}) {
            Path export = folder.resolve("out-" + exports.size() + ".json");
            // what earlier sessions thought of strategies would be part of it otherwise
            assertThat(train(engine, "--export", export.toString(), "--threads", threads, "--reproducible")
                            .code())
                    .isZero();
            ObjectNode json = (ObjectNode) MAPPER.readTree(export.toFile());
            json.remove(List.of("sessionId", "timing"));
            exports.add(json.toString());
        }
        assertThat(exports.get(1)).isEqualTo(exports.get(0));
        assertThat(exports.get(2)).isEqualTo(exports.get(0));
    }

    @Test
    void trainingStartsFromGivenParameters() throws IOException {
        Path start = Files.writeString(folder.resolve("start.json"), "{\"limit\": {\"sentences\": 9}}");
        Path export = folder.resolve("out.json");
        Cli.Result result = train(ENGINE, "--start-from", start.toString(), "--export", export.toString());
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode rules = MAPPER.readTree(export.toFile()).path("rules");
        assertThat(rules.at("/limit/parametersAtStart/sentences").intValue()).isEqualTo(9);

        Cli.Result again = train(ENGINE, "--start-from", export.toString());
        assertThat(again.code()).as(again.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--evaluator rubrik | did you mean 'rubric'?",
                "--evaluator rubric -E nonsense=1 | nonsense",
                "--evaluator feedback | 0 usable ratings",
                "--evaluator feedback -E clip=0.9 | 0.001 to 0.25",
                "--generator copla | did you mean 'copula'?",
                "--stopping slop_equivalence | 'slop_equivalence'",
                "--stopping no_such_thing:window=5 | 'no_such_thing'",
                "--stopping patience&mankendall | did you mean 'mann_kendall'?",
                "--focus-areas clarty | clarty"
            })
    void unknownNamesAreRefused(String options, String named) {
        Cli.Result result = train(ENGINE, options.split(" "));
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).doesNotContain("\tat ");
        assertThat(complaints(result)).hasSize(1).first().asString().contains(named);
    }

    private static List<String> complaints(Cli.Result result) {
        return result.err().lines().filter(line -> line.startsWith("apes: ")).toList();
    }

    @Test
    void startParametersOutOfRangeAreRefused() throws IOException {
        Path start = Files.writeString(folder.resolve("start.json"), "{\"limit\": {\"sentences\": 5000}}");
        Cli.Result result = train(ENGINE, "--start-from", start.toString());
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(complaints(result)).hasSize(1).first().asString().contains("sentences", "5000");
    }

    @Test
    void badLinesAreNamedAndTheRestIsUsed() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String text : Files.readAllLines(prompts)) {
            lines.add("{\"prompt\": \"" + text + "\"}");
        }
        lines.set(3, "{\"prompt\": \"cut off");
        lines.set(30, "{}");
        prompts = Files.write(folder.resolve("half.jsonl"), lines);
        Cli.Result result = train(ENGINE);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("2 of 240 lines can't be used", "half.jsonl:4: is no valid JSON", "half.jsonl:31: has no");
        assertThat(result.out().replaceAll("\\s+", " ")).contains("240 lines, 238 prompts, 2 bad lines left out");
    }

    @Test
    void tooFewPromptsAreRefused() throws IOException {
        prompts = Files.writeString(folder.resolve("one.txt"), "Write a poem\n");
        Cli.Result result = train(ENGINE);
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    /** Raises a signal once the first step is done. */
    private static final class SignalAfterFirstStep extends ByteArrayOutputStream {
        private final String signal;
        private boolean raised;

        SignalAfterFirstStep(String signal) {
            this.signal = signal;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            if (!raised && toString(StandardCharsets.UTF_8).contains("[1] 1/7")) {
                raised = true;
                try {
                    SignalSourceTest.raise(signal);
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsTheSessionAtASafePointWithAReport(String signal, int code) throws IOException {
        SignalSourceTest.assumeIntIsNotIgnored();
        Cli.Result result = Cli.on(database, folder.resolve("home"), ENGINE)
                .run(
                        "",
                        new SignalAfterFirstStep(signal),
                        "train",
                        "--prompts",
                        prompts.toString(),
                        "--patience",
                        "1000");
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.out()).startsWith("APES training report\n").contains("signal");
        assertThat(result.err())
                .contains("stopping at the next safe point", "is interrupted; ", "'apes train --resume ");
    }

    @Test
    void pluginsAreFoundInTheirFolder() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("plugin.jar")))) {
            jar.putNextEntry(new ZipEntry("META-INF/services/" + PromptEvaluator.class.getName()));
            jar.write(LetterCount.class.getName().getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
        String[] args = {"--plugin-path", plugins.toString(), "--evaluator", "letter_count"};
        Cli.Result result = train(ENGINE, args);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("Judged by 'letter_count' 1. Counts letters.");
        assertThat(train(ENGINE, "--evaluator", "letter_count").code()).isEqualTo(2);
    }

    /** An evaluator that only the plugin folder names. */
    public static final class LetterCount implements PromptEvaluator {
        @Override
        public EvaluatorInfo info() {
            return new EvaluatorInfo("letter_count", "1", "Counts letters.", true, false, Map.of());
        }

        @Override
        public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
            return batch.stream()
                    .map(r -> Evaluation.of(Math.min(1, r.text().length() / 1000.0)))
                    .toList();
        }
    }

    /** An evaluator that breaks its contract in one way. */
    private record Broken(String name) implements PromptEvaluator {
        @Override
        public EvaluatorInfo info() {
            return new EvaluatorInfo(name, "1", "Breaks its contract.", true, false, Map.of());
        }

        @Override
        public List<Evaluation> evaluate(List<EvaluationRequest> batch, EvaluationContext context) {
            return switch (name) {
                case "throws" -> throw new IllegalStateException("no luck today");
                case "nan" -> batch.stream().map(r -> Evaluation.of(Double.NaN)).toList();
                case "null" -> null;
                default -> List.of();
            };
        }
    }

    @ParameterizedTest
    @CsvSource({"throws", "nan", "null", "short"})
    void aBrokenPluginFailsTheSessionByItsName(String name) {
        Path export = folder.resolve("out.json");
        EngineFactory engine = (plugins, store) -> Apes.builder()
                .pluginClassLoader(plugins)
                .store(store)
                .evaluator(new Broken(name))
                .build();
        Cli.Result result = train(engine, "--evaluator", name, "--export", export.toString());
        assertThat(result.code()).as(result.err()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("evaluator '" + name + "'").doesNotContain("\tat ");
        assertThat(result.err()).contains("'apes train --resume ");
        assertThat(export).doesNotExist();
        if (!name.equals("throws")) {
            return; // how it is told is the same for all
        }
        Cli.Result json = train(engine, "--evaluator", name, "--json");
        assertThat(json.code()).isEqualTo(1);
        String last = json.out().lines().reduce((a, b) -> b).orElse("{}");
        assertThat(last).contains("\"event\":\"session_finished\"", "\"status\":\"failed\"");
        assertThat(train(engine, "--evaluator", name, "-v").err()).contains("\tat ");
    }
}
