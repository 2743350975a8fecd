package dev.apes.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.TrainingRequest;
import dev.apes.api.TrainingStep;
import dev.apes.api.metrics.MetricTargets;
import dev.apes.api.rule.ParameterValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestConfigurationTest {
    private static final ParameterValues VALUES = new ParameterValues(Map.of("count", 3));

    @Test
    void aRequestComesBackWhole() {
        TrainingRequest request = TrainingRequest.builder()
                .single(true)
                .threshold(0.01)
                .patience(7)
                .maxIterations(9)
                .maxEvaluations(12_345)
                .timeLimit(Duration.ofSeconds(90))
                .stopping("mann_kendall:window=9")
                .generator("copula")
                .generatedRows(3)
                .settingsPerRule(4)
                .corpusSize(700)
                .evaluator("llm")
                .evaluatorOptions(Map.of("model", "small", "max_tokens", "100"))
                .targets(new MetricTargets(0.9, 0.7, 0.5, Map.of("some_rule", 0.6)))
                .focusAreas(Set.of("clarity", "some_rule"))
                .seed(-5)
                .initialParameters("some_rule", VALUES)
                .stepTimeout(TrainingStep.TRAIN, Duration.ofMillis(1_500))
                .threads(1)
                .autoInit(false)
                .storeWait(java.time.Duration.ofSeconds(77))
                .build();
        assertThat(again(request, Map.of("some_rule", VALUES, "other", VALUES))).isEqualTo(request);
    }

    @Test
    void soDoTheDefaults() {
        TrainingRequest request = TrainingRequest.builder().threads(1).build();
        assertThat(again(request, Map.of())).isEqualTo(request);
    }

    @Test
    void secretsAreNotWrittenDown() {
        TrainingRequest request = TrainingRequest.builder()
                .evaluator("llm")
                .evaluatorOptions(Map.of("api_key", "sk-hush", "model", "small"))
                .build();
        Map<String, String> stored = RequestConfiguration.toMap(request);
        assertThat(stored.toString()).doesNotContain("hush");
        assertThat(again(request, Map.of()).evaluatorOptions()).isEqualTo(Map.of("model", "small"));
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> RequestConfiguration.fromMap(Map.of("patience", "many"), 1, Map.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("patience = 'many'");
    }

    private static TrainingRequest again(TrainingRequest request, Map<String, ParameterValues> initial) {
        TrainingRequest back = RequestConfiguration.fromMap(
                RequestConfiguration.toMap(request), request.seed(), initial, request.prompts());
        return back.toBuilder().threads(request.threads()).build();
    }
}
