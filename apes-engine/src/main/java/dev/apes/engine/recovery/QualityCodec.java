package dev.apes.engine.recovery;

import dev.apes.engine.model.Calibration;
import dev.apes.engine.model.CrossValidation;
import java.util.LinkedHashMap;
import java.util.Map;

/** How good a model is, as bytes, and back. */
public final class QualityCodec {
    private QualityCodec() {}

    /**
     * @param out where to write
     * @param q what to write
     */
    public static void write(StateWriter out, CrossValidation q) {
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

    /**
     * @param in written by {@link #write}
     * @return what was written
     * @throws DamagedStateException if it can't be read
     */
    public static CrossValidation read(StateReader in) {
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
