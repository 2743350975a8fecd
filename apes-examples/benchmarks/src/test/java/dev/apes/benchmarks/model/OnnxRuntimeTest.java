package dev.apes.benchmarks.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.apes.api.Cancellation;
import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.model.GainSample;
import dev.apes.engine.model.ModelOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The exported model, loaded by somebody else's engine: ONNX Runtime. */
class OnnxRuntimeTest {
    @Test
    void onnxRuntimePredictsWhatTheModelPredicts() throws Exception {
        EffectivenessModel model = EffectivenessModel.untrained(
                        ModelBenchmark.SCHEMA, new ModelOptions(30, 0.1, 10, 0.05, 5, 60, 2_000))
                .update(ModelBenchmark.samples(0, 60, 1), 1, 2, Cancellation.NONE);
        List<GainSample> fresh = ModelBenchmark.samples(900, 930, 2);
        float[][] rows = new float[fresh.size()][];
        for (int i = 0; i < rows.length; i++) {
            GainSample s = fresh.get(i);
            rows[i] = ModelBenchmark.SCHEMA.row(s.features(), s.ruleId(), s.values());
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.toOnnx(Map.of("seed", "1")));
                OnnxTensor input = OnnxTensor.createTensor(environment, rows);
                OrtSession.Result result = session.run(Map.of("row", input))) {
            float[][] gains = (float[][]) result.get("gain").orElseThrow().getValue();
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < rows.length; i++) {
                GainSample s = fresh.get(i);
                double expected =
                        model.predict(s.features(), s.ruleId(), s.values()).mean();
                assertThat((double) gains[i][0]).isCloseTo(expected, within(1e-5));
                least = Math.min(least, expected);
                most = Math.max(most, expected);
            }
            assertThat(most - least).as("predictions differ among prompts").isGreaterThan(0.01);
            assertThat(session.getMetadata().getCustomMetadata()).containsEntry("seed", "1");
        }
    }
}
