package dev.apes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.apes.api.metrics.MetricTargets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingRequestTest {
    @Test
    void defaultsAreThoseOfTheDesign() {
        TrainingRequest request = TrainingRequest.builder().build();

        assertThat(request.prompts()).isEmpty();
        assertThat(request.evaluator()).isEqualTo("rubric");
        assertThat(request.limits().threshold()).isEqualTo(0.02);
        assertThat(request.limits().patience()).isEqualTo(3);
        assertThat(request.limits().maxIterations()).isEmpty();
        assertThat(request.search()).isEqualTo(new TrainingRequest.Search(200, 50, 2_000, Set.of()));
        assertThat(request.targets()).isEqualTo(MetricTargets.DEFAULT);
        assertThat(request.threads()).isPositive();
        assertThat(request.generator()).isEmpty();
        assertThat(request.stopping()).isEmpty();
    }

    @Test
    void textsAreNumbered() {
        TrainingRequest request =
                TrainingRequest.builder().promptTexts(List.of("one", "two")).build();

        assertThat(request.prompts()).extracting(Prompt::id).containsExactly("prompt-1", "prompt-2");
    }

    @Test
    void focusAreasAreSorted() {
        assertThat(TrainingRequest.builder()
                        .focusAreas(Set.of("structure", "clarity", "examples"))
                        .build()
                        .focusAreas())
                .containsExactly("clarity", "examples", "structure");
    }

    @Test
    void refusesLimitsOutOfRange() {
        refuses(TrainingRequest.builder().maxIterations(0), "maxIterations");
        refuses(TrainingRequest.builder().threshold(-0.1), "threshold");
        refuses(TrainingRequest.builder().threshold(Double.NaN), "threshold");
        refuses(TrainingRequest.builder().patience(0), "patience");
        refuses(TrainingRequest.builder().timeLimit(Duration.ZERO), "time limit");
        refuses(TrainingRequest.builder().maxEvaluations(0), "maxEvaluations");
        refuses(TrainingRequest.builder().generatedRows(-1), "generatedRows");
        refuses(TrainingRequest.builder().settingsPerRule(0), "settingsPerRule");
        refuses(TrainingRequest.builder().corpusSize(99), "corpusSize");
        refuses(TrainingRequest.builder().threads(0), "threads");
        refuses(TrainingRequest.builder().evaluator(" "), "evaluator");
    }

    @Test
    void aReproducibleSessionHasNoTimeLimits() {
        refuses(TrainingRequest.builder().reproducible(true).timeLimit(Duration.ofSeconds(1)), "reproducible");
        refuses(
                TrainingRequest.builder().reproducible(true).stepTimeout(TrainingStep.TRAIN, Duration.ofSeconds(1)),
                "reproducible");
        assertThat(TrainingRequest.builder().reproducible(true).build().reproducible())
                .isTrue();
    }

    @Test
    void aBuilderMadeFromARequestGivesItBack() {
        TrainingRequest request = TrainingRequest.builder()
                .promptTexts(List.of("one"))
                .single(true)
                .maxIterations(7)
                .threshold(0.3)
                .patience(9)
                .timeLimit(Duration.ofHours(1))
                .maxEvaluations(11)
                .generatedRows(12)
                .settingsPerRule(13)
                .corpusSize(140)
                .evaluator("judge")
                .evaluatorOptions(java.util.Map.of("model", "m"))
                .generator("copula")
                .stopping("slope")
                .seed(15)
                .targets(MetricTargets.DEFAULT)
                .focusAreas(Set.of("clarity"))
                .initialParameters("r", new dev.apes.api.rule.ParameterValues(java.util.Map.of("x", 1)))
                .stepTimeout(TrainingStep.TRAIN, Duration.ofSeconds(1))
                .threads(3)
                .autoInit(false)
                .build();

        assertThat(request.toBuilder().build()).isEqualTo(request);
        TrainingRequest reproducible =
                TrainingRequest.builder().reproducible(true).build();
        assertThat(reproducible.toBuilder().build()).isEqualTo(reproducible);
    }

    private static void refuses(TrainingRequest.Builder builder, String named) {
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(named);
    }
}
