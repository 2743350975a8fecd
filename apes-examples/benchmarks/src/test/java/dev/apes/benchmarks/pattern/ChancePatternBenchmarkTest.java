package dev.apes.benchmarks.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChancePatternBenchmarkTest {
    @Test
    void candidatesLookPromisingAndAreTestedAndHardlyAnyPasses() {
        ChancePatternBenchmark.Result result =
                new ChancePatternBenchmark(500, 6).run(100, ChancePatternBenchmark.UNCHECKED);

        assertThat(result.trainingGain()).isGreaterThan(0.005);
        assertThat(result.tested()).isGreaterThan(100);
        // at an honest 5 % more than 12 of 100 come once in a thousand times
        assertThat(result.promoting()).isLessThanOrEqualTo(12);
    }
}
