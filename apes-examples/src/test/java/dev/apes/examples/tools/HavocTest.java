package dev.apes.examples.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two hundred killed processes, which takes an hour or more: {@code mvn -Phavoc verify}. */
@Tag("havoc")
class HavocTest {
    @Test
    void nothingIsLostDoubledOrDifferent() throws IOException, InterruptedException {
        String options = System.getProperty("apes.havoc", "--kills 200 --prompts 60 --iterations 3 --rows 0");
        assertThat(Havoc.run(HavocSettings.parse(options.split(" ")))).isTrue();
    }
}
