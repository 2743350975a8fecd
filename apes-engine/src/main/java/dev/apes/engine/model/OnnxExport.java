package dev.apes.engine.model;

import java.util.List;
import java.util.Map;

/**
 * The mean prediction of an ensemble of boosted trees as an ONNX model: one {@code TreeEnsembleRegressor} (ONNX-ML operators, version 3)
 * over the trees of all members, their leaves divided by the number of members. Tribuo exports linear models and the like to ONNX but no
 * XGBoost models, so the trees are written out here; field numbers are those of {@code onnx-ml.proto}, IR version 8.
 */
final class OnnxExport {
    private static final int FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_STRING = 3;
    private static final int ATTRIBUTE_FLOATS = 6;
    private static final int ATTRIBUTE_INTS = 7;
    private static final int ATTRIBUTE_STRINGS = 8;

    private OnnxExport() {}

    /**
     * @param members trees of each member
     * @param columns names of the columns of a row
     * @param provenance where the model comes from; kept as the model's metadata
     */
    static byte[] write(List<BoostedTrees> members, List<String> columns, Map<String, String> provenance) {
        ProtobufMessage graph = new ProtobufMessage()
                .message(1, trees(members))
                .text(2, "effectiveness")
                .message(11, tensor("row", columns.size()))
                .message(12, tensor("gain", 1));
        ProtobufMessage model = new ProtobufMessage()
                .number(1, 8)
                .text(2, "apes")
                .text(
                        6,
                        "Expected raw gain of a rule with given parameters on a prompt with given features; NaN for parameters of other rules.")
                .message(7, graph)
                .message(8, new ProtobufMessage().text(1, "").number(2, 13))
                .message(8, new ProtobufMessage().text(1, "ai.onnx.ml").number(2, 3))
                .message(14, entry("columns", String.join("\n", columns)));
        provenance.forEach((name, value) -> model.message(14, entry(name, value)));
        return model.toBytes();
    }

    private static ProtobufMessage trees(List<BoostedTrees> members) {
        BoostedTrees.Flat flat = BoostedTrees.flat(members);
        ProtobufMessage node = new ProtobufMessage()
                .text(1, "row")
                .text(2, "gain")
                .text(3, "trees")
                .text(4, "TreeEnsembleRegressor")
                .text(7, "ai.onnx.ml");
        node.message(5, new ProtobufMessage().text(1, "n_targets").number(3, 1).number(20, ATTRIBUTE_INT));
        node.message(
                5,
                new ProtobufMessage()
                        .text(1, "aggregate_function")
                        .text(4, "SUM")
                        .number(20, ATTRIBUTE_STRING));
        node.message(
                5,
                new ProtobufMessage().text(1, "post_transform").text(4, "NONE").number(20, ATTRIBUTE_STRING));
        ints(node, "nodes_treeids", flat.tree());
        ints(node, "nodes_nodeids", flat.node());
        ints(node, "nodes_featureids", flat.feature());
        ints(node, "nodes_truenodeids", flat.less());
        ints(node, "nodes_falsenodeids", flat.other());
        ints(node, "nodes_missing_value_tracks_true", flat.missingIsLess());
        floats(node, "nodes_values", flat.threshold());
        ProtobufMessage modes = new ProtobufMessage().text(1, "nodes_modes");
        for (boolean leaf : flat.leaf()) {
            modes.text(9, leaf ? "LEAF" : "BRANCH_LT");
        }
        node.message(5, modes.number(20, ATTRIBUTE_STRINGS));
        ints(node, "target_treeids", flat.leafTree());
        ints(node, "target_nodeids", flat.leafNode());
        ints(node, "target_ids", new int[flat.leafNode().length]);
        floats(node, "target_weights", flat.leafWeight());
        return node;
    }

    private static void ints(ProtobufMessage node, String name, int[] values) {
        node.message(5, new ProtobufMessage().text(1, name).numbers(8, values).number(20, ATTRIBUTE_INTS));
    }

    private static void floats(ProtobufMessage node, String name, float[] values) {
        node.message(5, new ProtobufMessage().text(1, name).floats(7, values).number(20, ATTRIBUTE_FLOATS));
    }

    private static ProtobufMessage tensor(String name, int width) {
        ProtobufMessage shape = new ProtobufMessage()
                .message(1, new ProtobufMessage().text(2, "rows"))
                .message(1, new ProtobufMessage().number(1, width));
        ProtobufMessage type = new ProtobufMessage().number(1, FLOAT).message(2, shape);
        return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, type));
    }

    private static ProtobufMessage entry(String key, String value) {
        return new ProtobufMessage().text(1, key).text(2, value);
    }
}
