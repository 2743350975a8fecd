package dev.apes.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import dev.apes.api.Cancellation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The file is read by the classes generated from ONNX's own definition, and run as its operator is defined. */
class OnnxExportTest {
    private static final EffectivenessModel UNTRAINED =
            EffectivenessModel.untrained(SampleWorld.SCHEMA, SampleWorld.OPTIONS);

    @Test
    void theFilePredictsWhatTheModelPredicts() throws Exception {
        EffectivenessModel model = UNTRAINED.update(SampleWorld.samples(0, 60, 6, 0.02, 1), 7, 2, Cancellation.NONE);
        OnnxMl.ModelProto onnx = OnnxMl.ModelProto.parseFrom(model.toOnnx(Map.of("seed", "7")));
        Map<String, OnnxMl.AttributeProto> attributes = new HashMap<>();
        onnx.getGraph().getNode(0).getAttributeList().forEach(a -> attributes.put(a.getName(), a));

        for (GainSample s : SampleWorld.samples(900, 930, 4, 0, 2)) {
            float[] row = new float[SampleWorld.SCHEMA.columns()];
            SampleWorld.SCHEMA.encodeFeatures(s.features(), row, 0);
            SampleWorld.SCHEMA.encodeSetting(s.ruleId(), s.values(), row, 0);
            assertThat(run(attributes, row))
                    .isCloseTo(
                            model.predict(s.features(), s.ruleId(), s.values()).mean(), within(1e-5));
        }
        assertThat(onnx.getGraph().getNode(0).getOpType()).isEqualTo("TreeEnsembleRegressor");
        assertThat(onnx.getOpsetImportList()).anyMatch(o -> o.getDomain().equals("ai.onnx.ml") && o.getVersion() == 3);
        assertThat(onnx.getGraph()
                        .getInput(0)
                        .getType()
                        .getTensorType()
                        .getShape()
                        .getDim(1)
                        .getDimValue())
                .isEqualTo(SampleWorld.SCHEMA.columns());
        assertThat(onnx.getMetadataPropsList())
                .anyMatch(p -> p.getKey().equals("seed") && p.getValue().equals("7"));
        assertThat(SampleWorld.SCHEMA.columnNames())
                .hasSize(SampleWorld.SCHEMA.columns())
                .contains("f0", "rule=first", "first.polite", "second.place=end");
    }

    private static double run(Map<String, OnnxMl.AttributeProto> a, float[] row) {
        List<Long> trees = a.get("nodes_treeids").getIntsList();
        Map<List<Long>, Integer> at = new HashMap<>();
        for (int i = 0; i < trees.size(); i++) {
            at.put(List.of(trees.get(i), a.get("nodes_nodeids").getInts(i)), i);
        }
        Map<List<Long>, Float> weights = new HashMap<>();
        for (int i = 0; i < a.get("target_weights").getFloatsCount(); i++) {
            weights.put(
                    List.of(
                            a.get("target_treeids").getInts(i),
                            a.get("target_nodeids").getInts(i)),
                    a.get("target_weights").getFloats(i));
        }
        double sum = 0;
        for (long tree : trees.stream().distinct().toList()) {
            long node = 0;
            while (!weights.containsKey(List.of(tree, node))) {
                int i = at.get(List.of(tree, node));
                assertThat(a.get("nodes_modes").getStrings(i).toStringUtf8()).isEqualTo("BRANCH_LT");
                float x = row[(int) a.get("nodes_featureids").getInts(i)];
                boolean yes = Float.isNaN(x)
                        ? a.get("nodes_missing_value_tracks_true").getInts(i) == 1
                        : x < a.get("nodes_values").getFloats(i);
                node = a.get(yes ? "nodes_truenodeids" : "nodes_falsenodeids").getInts(i);
            }
            sum += weights.get(List.of(tree, node));
        }
        return sum;
    }

    @Test
    void anUntrainedModelIsNotExported() {
        assertThatThrownBy(() -> UNTRAINED.toOnnx(Map.of())).hasMessageContaining("learnt nothing");
    }
}
