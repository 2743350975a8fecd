package dev.apes.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

    static Stream<HouseRule> rules() {
        return Stream.concat(HouseRules.all().stream(), LibraryRules.all().stream());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(HouseRule rule) {
        rule.rule().check(OurClasses.ALL);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isBrokenByItsCounterexample(HouseRule rule, @TempDir Path folder) throws IOException {
        JavaClasses wrong = Sources.compile(folder, rule.counterexample());

        EvaluationResult result = rule.rule().evaluate(wrong);

        assertThat(result.getFailureReport().getDetails()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "engine", "generators", "persistence", "cli", "examples"})
    void everyModuleIsLookedAt(String module) {
        assertThat(OurClasses.ALL.stream().filter(c -> c.getPackageName().startsWith("dev.apes." + module)))
                .isNotEmpty();
    }
}
