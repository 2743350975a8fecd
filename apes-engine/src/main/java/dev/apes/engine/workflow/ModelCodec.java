package dev.apes.engine.workflow;

import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.model.GainSample;
import dev.apes.engine.model.ModelSchema;
import dev.apes.engine.recovery.DamagedStateException;
import dev.apes.engine.recovery.QualityCodec;
import dev.apes.engine.recovery.StateReader;
import dev.apes.engine.recovery.StateWriter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * An effectiveness model as bytes, and back. Features of training prompts are written as the prompt's place among them; only those of
 * generated prompts are written out, once each.
 */
final class ModelCodec {
    private final SessionScope scope;

    ModelCodec(SessionScope scope) {
        this.scope = scope;
    }

    void write(StateWriter out, EffectivenessModel model) {
        EffectivenessModel.State state = model.state();
        out.number(model.schema().columns());
        out.number(state.updates());
        out.each(state.members(), out::block);
        List<GainSample> kept = state.kept();
        Rows rows = new Rows();
        out.number(kept.size());
        for (int i = 0; i < kept.size(); i++) {
            GainSample sample = kept.get(i);
            out.text(sample.promptId());
            rows.write(out, sample.features());
            out.text(sample.ruleId());
            out.setting(sample.values());
            out.real(sample.gain());
            out.flag(sample.real());
            out.real(state.priorities()[i]);
        }
        QualityCodec.write(out, state.crossValidation());
    }

    EffectivenessModel read(StateReader in) {
        ModelSchema schema = TrainModel.schema(scope);
        in.number(schema.columns(), schema.columns(), "the number of the model's columns");
        int updates = in.number(0, Integer.MAX_VALUE, "the number of updates");
        List<byte[]> members = in.each(in::block);
        if (!members.isEmpty() && members.size() != EffectivenessModel.MEMBERS) {
            throw new DamagedStateException("its model has " + members.size() + " members");
        }
        List<double[]> own = new ArrayList<>();
        List<Double> priorities = new ArrayList<>();
        List<GainSample> kept = in.each(() -> {
            GainSample sample =
                    new GainSample(in.text(), features(in, own), in.text(), in.setting(), in.real(), in.flag());
            if (!schema.knows(sample.ruleId())) {
                throw new DamagedStateException("a sample is of rule '" + sample.ruleId() + "'");
            }
            priorities.add(in.real());
            return sample;
        });
        return EffectivenessModel.restored(
                schema,
                TrainModel.OPTIONS,
                new EffectivenessModel.State(
                        updates,
                        members,
                        kept,
                        priorities.stream().mapToDouble(d -> d).toArray(),
                        QualityCodec.read(in)));
    }

    /** The training prompts' rows come first; rows of other prompts get the numbers behind them as they appear. */
    private final class Rows {
        private final Map<double[], Integer> known = new IdentityHashMap<>();

        private Rows() {
            for (double[] row : scope.training().features()) {
                known.put(row, known.size());
            }
        }

        private void write(StateWriter out, double[] row) {
            Integer number = known.putIfAbsent(row, known.size());
            out.number(number == null ? known.size() - 1 : number);
            if (number == null) {
                out.reals(row);
            }
        }
    }

    private double[] features(StateReader in, List<double[]> own) {
        int given = scope.training().size();
        int number = in.number(0, given + own.size(), "the number of a prompt");
        if (number == given + own.size()) {
            own.add(SessionStateCodec.ofSize(
                    in.reals(), TrainModel.schema(scope).features().size(), "features of a prompt"));
        }
        return number < given ? scope.training().features()[number] : own.get(number - given);
    }
}
