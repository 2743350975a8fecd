package dev.apes.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for libraries name many calls; each must be caught, and their seeded or timed relatives must not. */
class LibraryRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new java.util.Random()",
                "new java.util.SplittableRandom()",
                "new org.apache.commons.math3.random.MersenneTwister()",
                "Math.random()",
                "java.util.concurrent.ThreadLocalRandom.current()",
                "System.currentTimeMillis()",
                "java.time.Instant.now()",
                "java.time.LocalDate.now()",
                "System.out",
                "System.err",
                "(java.util.function.LongSupplier) System::currentTimeMillis",
                "(java.util.function.Supplier<?>) java.util.Random::new",
                "(java.util.function.IntConsumer) Runtime.getRuntime()::halt"
            })
    void catches(String expression, @TempDir Path folder) throws IOException {
        assertThat(violations(expression, folder)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new java.util.SplittableRandom(7)",
                "new java.security.SecureRandom()",
                "new org.apache.commons.math3.random.MersenneTwister(7)",
                "java.time.Instant.now(java.time.Clock.systemUTC())",
                "java.time.Clock.systemUTC()",
                "System.nanoTime()"
            })
    void lets(String expression, @TempDir Path folder) throws IOException {
        assertThat(violations(expression, folder)).isEmpty();
    }

    private static List<String> violations(String expression, Path folder) throws IOException {
        String source = "package dev.apes.engine; class A { Object o = " + expression + "; }";
        var classes = Sources.compile(folder, List.of(source));
        return LibraryRules.all().stream()
                .flatMap(rule -> rule.rule().evaluate(classes).getFailureReport().getDetails().stream())
                .toList();
    }
}
