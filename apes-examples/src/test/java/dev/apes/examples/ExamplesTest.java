package dev.apes.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Every example runs, and does what it is an example of. */
class ExamplesTest {
    @FunctionalInterface
    private interface Example {
        void main(String[] args) throws InterruptedException;
    }

    private static String printed(Example example, String... args) throws InterruptedException {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            example.main(args);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void helloApesEnhancesThePrompt() throws InterruptedException {
        String prompt =
                "Please kindly write something about our move to Lyon on 3 May, maybe some kind of letter or so.";
        assertThat(printed(HelloApes::main, prompt)).contains("Lyon", "3 May").isNotEqualToIgnoringWhitespace(prompt);
    }

    @Test
    void theCustomEvaluatorJudges() throws InterruptedException {
        assertThat(printed(CustomEvaluator::main))
                .contains("budget of 40 words")
                .contains("Holdout: raw 1.000");
    }

    @Test
    void theCustomCriterionEndsTheSession() throws InterruptedException {
        assertThat(printed(CustomStoppingCriterion::main)).contains("criterion_no_promotion");
    }

    @Test
    void theCustomGeneratorMakesTheData() throws InterruptedException {
        assertThat(printed(CustomGenerator::main)).contains("crossover: 200 rows asked for");
    }

    @Test
    void anyTrainingIsStopped() throws InterruptedException {
        assertThat(printed(StopAnyTraining::main))
                .contains("no trend worth having in 20 iterations")
                .doesNotContain("500 of 500");
        assertThat(printed(StopAnyTraining::main, "cdsc|prechelt_up:strips=1,strip=2|max_iterations:limit=9"))
                .contains("9 of 9 iterations are done");
    }
}
