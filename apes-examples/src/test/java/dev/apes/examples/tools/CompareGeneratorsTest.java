package dev.apes.examples.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.engine.plugin.PluginRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareGeneratorsTest {
    private static final PluginRegistry PLUGINS =
            new PluginRegistry(new PluginRegistry.Explicit(), CompareGeneratorsTest.class.getClassLoader());

    @TempDir
    private Path folder;

    private record Result(int code, List<String[]> lines, String err) {}

    private static Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = CompareGenerators.run(
                args,
                PLUGINS,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        List<String[]> lines = out.toString(StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .toList();
        return new Result(code, lines, err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void measuresOnALawAndOnFiles() throws IOException {
        Result law = run("--law", "friedman", "--methods", "copula,smote", "--rows", "300");
        assertThat(law.err()).isEmpty();
        assertThat(law.lines()).hasSize(2);
        assertThat(law.lines().get(0)).startsWith("friedman", "copula", "300");
        assertThat(Double.parseDouble(law.lines().get(0)[6])).isBetween(0.9, 1.0);

        StringBuilder csv = new StringBuilder("a,b\n");
        for (int i = 0; i < 200; i++) {
            csv.append(i * 37 % 101).append(',').append(i * 37 % 101 + i % 5).append('\n');
        }
        Files.writeString(folder.resolve("mine.csv"), csv);
        Result files = run("--csv", folder.toString(), "--methods", "copula");
        assertThat(files.err()).isEmpty();
        assertThat(files.lines()).hasSize(1);
        assertThat(files.lines().get(0)).startsWith("mine.csv", "copula", "160");
        assertThat(Double.parseDouble(files.lines().get(0)[8])).isGreaterThan(0.8);
    }

    /** The figures of the summary follow from the lines above it. */
    @Test
    void holdsHybridAgainstTheBestOfTheOthersOverSeeds() {
        BesideTheBest all = new BesideTheBest();
        double[][] quality = {{0.90, 0.80, 0.89}, {0.94, 0.99, 0.95}};
        for (double[] seed : quality) {
            all.add("copula", new BesideTheBest.Figures(seed[0], 1, 1));
            all.add("smote", new BesideTheBest.Figures(seed[1], 0.5, 1));
            all.add("hybrid", new BesideTheBest.Figures(seed[2], 0.99, 1));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        all.print("law", "hybrid", new PrintStream(out, true, StandardCharsets.UTF_8));
        // copula has the mean 0.92, smote 0.895; 0.89 / 0.90 - 1 = -1.11 %, 0.95 / 0.94 - 1 = +1.06 %; Student's 97.5 %
        // point for one degree: 12.706
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("law hybrid beside the best: quality -0.02 % [-13.84, +13.79] (copula);"
                        + " utility -1.00 % [-1.00, -1.00] (copula); over 2 seeds");

        Result seeds = run("--law", "friedman", "--methods", "copula,smote", "--rows", "200", "--seeds", "2");
        assertThat(seeds.err()).isEmpty();
        assertThat(seeds.lines()).hasSize(2 * 2 + 2 - 1);
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThat(run("--law", "gravity").err()).contains("'gravity'", "friedman");
        assertThat(run("--csv", folder.toString()).err()).contains("no .csv file");
        assertThat(run("--methods", "oracle").code()).isEqualTo(2);
        assertThat(run("--rows").code()).isEqualTo(2);
    }

    /** The best method of each law: quality of at least 0.9 and, trained on its rows, 98 % of the skill of the real ones. */
    @Test
    @Tag("slow")
    void theBestMethodIsGoodOnEveryLaw() {
        Result all = run("--methods", "copula,smote,vae,diffusion", "--rows", "2000");
        for (KnownTables law : KnownTables.all()) {
            assertThat(best(all, law.name(), 6)).as("quality on " + law.name()).isGreaterThanOrEqualTo(0.9);
            assertThat(best(all, law.name(), 8)).as("utility on " + law.name()).isGreaterThanOrEqualTo(0.98);
        }
    }

    private static double best(Result result, String law, int figure) {
        return result.lines().stream()
                .filter(line -> line[0].equals(law))
                .mapToDouble(line -> Arrays.asList(line).get(figure).equals("-") ? 0 : Double.parseDouble(line[figure]))
                .max()
                .orElseThrow();
    }
}
