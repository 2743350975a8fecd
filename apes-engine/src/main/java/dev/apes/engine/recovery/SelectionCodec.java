package dev.apes.engine.recovery;

import dev.apes.api.rule.ParameterConstraint;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.model.ModelOptions;
import dev.apes.engine.model.ModelSchema;
import dev.apes.engine.text.PromptFeatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model that selects rules, as bytes, and back. Unlike a checkpoint it outlives its session, so it says which columns it was trained
 * with, and is not read where rules or features mean something else by now. What it has learnt from is left out: it will learn no more.
 */
public final class SelectionCodec {
    /** Raised whenever the layout, or what a feature of a prompt measures, changes. */
    public static final int FORMAT = 1;

    private SelectionCodec() {}

    /**
     * @param model trained on {@link PromptFeatures#encodedNames()}
     * @param rules the rules of its schema, in its order
     * @return it as bytes
     */
    public static byte[] write(EffectivenessModel model, List<RuleDefinition> rules) {
        StateWriter out = new StateWriter();
        out.each(model.schema().features(), out::text);
        out.each(columns(rules).entrySet(), e -> {
            out.text(e.getKey());
            out.text(e.getValue());
        });
        EffectivenessModel.State state = model.state();
        out.number(state.updates());
        out.each(state.members(), out::block);
        QualityCodec.write(out, state.crossValidation());
        return out.toBytes();
    }

    /**
     * @param format the version of the layout
     * @param bytes as {@link #write} made them
     * @param installed rules at hand, switched off ones included, in any order
     * @return the model, which predicts what the one written did
     * @throws DamagedStateException if it can't be read, or a rule or feature is not what it was
     */
    public static EffectivenessModel read(int format, byte[] bytes, List<RuleDefinition> installed) {
        if (format != FORMAT) {
            throw new DamagedStateException("it is of format " + format + ", this version reads " + FORMAT);
        }
        try {
            return parse(new StateReader(bytes), installed);
        } catch (IllegalArgumentException | NullPointerException e) {
            // a value that its own type refuses
            throw new DamagedStateException(String.valueOf(e.getMessage()));
        }
    }

    private static EffectivenessModel parse(StateReader in, List<RuleDefinition> installed) {
        List<String> features = in.each(in::text);
        if (!features.equals(PromptFeatures.encodedNames())) {
            throw new DamagedStateException("other features of prompts are measured than when it was trained");
        }
        Map<String, String> then = new LinkedHashMap<>();
        in.each(() -> Map.entry(in.text(), in.text())).forEach(e -> then.put(e.getKey(), e.getValue()));
        List<RuleDefinition> rules = new ArrayList<>();
        then.forEach((id, columns) -> rules.add(installed.stream()
                .filter(r -> r.id().equals(id))
                .filter(r -> columns(r).equals(columns))
                .findFirst()
                .orElseThrow(() -> new DamagedStateException(
                        "rule " + id + " is not installed any more, or has other parameters or constraints by now"))));
        int updates = in.number(0, Integer.MAX_VALUE, "the number of updates");
        List<byte[]> members = in.each(in::block);
        if (members.size() != EffectivenessModel.MEMBERS) {
            throw new DamagedStateException("its model has " + members.size() + " members");
        }
        EffectivenessModel model = EffectivenessModel.restored(
                new ModelSchema(features, rules),
                ModelOptions.standard(),
                new EffectivenessModel.State(updates, members, List.of(), new double[0], QualityCodec.read(in)));
        in.end();
        return model;
    }

    private static Map<String, String> columns(List<RuleDefinition> rules) {
        Map<String, String> columns = new LinkedHashMap<>();
        rules.forEach(r -> columns.put(r.id(), columns(r)));
        return columns;
    }

    /** All that the encoding of a rule's parameters depends on. */
    private static String columns(RuleDefinition rule) {
        StringBuilder out = new StringBuilder();
        for (ParameterDefinition p : rule.parameters().parameters()) {
            out.append(p.name()).append(' ').append(scale(p.constraint())).append('\n');
        }
        return out.toString();
    }

    private static String scale(ParameterConstraint constraint) {
        if (constraint instanceof ParameterConstraint.IntegerRange r) {
            return r.min() + " to " + r.max();
        }
        if (constraint instanceof ParameterConstraint.RealRange r) {
            return r.min() + " to " + r.max();
        }
        return constraint instanceof ParameterConstraint.Choice choice
                ? choice.options().toString()
                : "flag";
    }
}
