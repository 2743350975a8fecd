package dev.apes.examples.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopulaScaleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return CopulaScale.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void whatComesOutIsWhatWentIn() {
        assertThat(run("60000", "5")).as(err.toString(StandardCharsets.UTF_8)).isZero();
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(0)).startsWith("60000 rows of 40 columns");
        assertThat(number(lines.get(4), 3)).as("means").isBetween(1e-6, 0.05);
        assertThat(number(lines.get(5), 1)).as("levels in").isBetween(9_300.0, 9_700.0);
        // a sample of this size is 0.14 from its law
        assertThat(number(lines.get(5), 8)).as("variation").isBetween(0.11, 0.18);
    }

    private static double number(String line, int word) {
        return Double.parseDouble(line.split("[\\s,]+")[word]);
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThat(run("many")).isEqualTo(2);
        assertThat(run("1", "2", "3")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("ROWS: needs a whole number", "at most two numbers");
    }
}
