package dev.apes.engine.workflow;

import dev.apes.engine.model.Calibration;
import dev.apes.engine.model.CrossValidation;
import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.model.GainSample;
import dev.apes.engine.model.ModelSchema;
import dev.apes.engine.recovery.DamagedStateException;
import dev.apes.engine.recovery.StateReader;
import dev.apes.engine.recovery.StateWriter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
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

    /** @param withMemory whether to write the samples, without which it can predict but not learn on */
    void write(StateWriter out, EffectivenessModel model, boolean withMemory) {
        EffectivenessModel.State state = model.state();
        out.number(model.schema().columns());
        out.number(state.updates());
        out.each(state.members(), out::block);
        List<GainSample> kept = withMemory ? state.kept() : List.of();
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
        quality(out, state.crossValidation());
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
                        quality(in)));
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

    private static void quality(StateWriter out, CrossValidation q) {
        out.real(q.accuracy());
        out.real(q.low());
        out.real(q.high());
        out.number(q.pairs());
        out.real(q.across());
        out.real(q.seenAccuracy());
        out.real(q.loss());
        out.real(q.seenLoss());
        out.number(q.samples());
        out.each(q.byRule().entrySet(), e -> {
            out.text(e.getKey());
            out.number(e.getValue().samples());
            out.real(e.getValue().error());
            out.real(e.getValue().uncertainty());
        });
        Calibration c = q.calibration();
        out.real(c.floor());
        out.real(c.factor());
        out.each(c.byRule().entrySet(), e -> {
            out.text(e.getKey());
            out.real(e.getValue());
        });
        out.real(c.coverage());
        out.real(c.width());
        out.real(c.uncalibratedCoverage());
        out.real(c.uncalibratedWidth());
    }

    private static CrossValidation quality(StateReader in) {
        double accuracy = in.real();
        double low = in.real();
        double high = in.real();
        long pairs = in.number();
        double across = in.real();
        double seenAccuracy = in.real();
        double loss = in.real();
        double seenLoss = in.real();
        int samples = in.number(0, Integer.MAX_VALUE, "the number of samples");
        Map<String, CrossValidation.OfRule> byRule = new LinkedHashMap<>();
        in.each(() -> Map.entry(
                        in.text(),
                        new CrossValidation.OfRule(
                                in.number(0, Integer.MAX_VALUE, "the number of samples"), in.real(), in.real())))
                .forEach(e -> byRule.put(e.getKey(), e.getValue()));
        return new CrossValidation(
                accuracy, low, high, pairs, across, seenAccuracy, loss, seenLoss, samples, byRule, calibration(in));
    }

    private static Calibration calibration(StateReader in) {
        double floor = in.real();
        double factor = in.real();
        Map<String, Double> byRule = new LinkedHashMap<>();
        in.each(() -> Map.entry(in.text(), in.real())).forEach(e -> byRule.put(e.getKey(), e.getValue()));
        return new Calibration(floor, factor, byRule, in.real(), in.real(), in.real(), in.real());
    }
}
