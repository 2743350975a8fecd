package dev.apes.benchmarks.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatternBenchmarkTest {
    @Test
    void findsWhatIsPlantedAndLittleElse() {
        List<PatternBenchmark.Outcome> outcomes = IntStream.rangeClosed(1, 10)
                .mapToObj(seed -> PatternBenchmark.session(3, 600, seed))
                .toList();

        assertThat(outcomes.stream().mapToInt(PatternBenchmark.Outcome::found).sum())
                .isGreaterThanOrEqualTo(10);
        assertThat(outcomes.stream()
                        .mapToDouble(o -> o.falsely() / (double) Math.max(1, o.validated()))
                        .average()
                        .orElseThrow())
                .isLessThan(0.15);
    }

    @Test
    void validatesNothingWhereNothingIs() {
        // at most one session in twenty on average; more than 4 of 20 would come once in 40
        assertThat(IntStream.rangeClosed(1, 20)
                        .filter(seed -> PatternBenchmark.session(1, 300, seed).validated() > 0)
                        .count())
                .isLessThanOrEqualTo(4);
    }
}
