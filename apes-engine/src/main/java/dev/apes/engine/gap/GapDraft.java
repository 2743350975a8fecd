package dev.apes.engine.gap;

import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapContext;
import dev.apes.api.gap.GapTrail;
import dev.apes.engine.statistics.Slope;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.NormalDistribution;

/** A gap in the making: figures first, then the sentence about them. */
final class GapDraft {
    private static final double ONE_SIDED_95 = 1.645;
    /** Slopes below this, per iteration, are called steady. */
    private static final double STEADY = 0.0005;

    private final Gap.Kind kind;
    private final String subject;
    private final double current;
    private final double target;
    private final double magnitude;
    private final List<Double> trail;
    private OptionalDouble trend;
    private double severity;
    private double potential = Double.POSITIVE_INFINITY;
    private double confidence = 1;
    private double hardness;
    private boolean exhausted;
    private String why = "";

    GapDraft(GapContext context, Gap.Kind kind, String subject, double current, double target) {
        this.kind = kind;
        this.subject = subject;
        this.current = current;
        this.target = target;
        magnitude = Math.abs(target - current);
        trail = trail(context.trails(), kind, subject);
        trend = slope(Stream.concat(trail.stream(), Stream.of(magnitude)).toList());
    }

    double magnitude() {
        return magnitude;
    }

    /** Leaves iterations of this magnitude out of the trend: nothing had been measured in them. */
    GapDraft unmeasuredAt(double unmeasured) {
        trend = slope(Stream.concat(trail.stream(), Stream.of(magnitude))
                .filter(m -> m != unmeasured)
                .toList());
        return this;
    }

    /** Leaves this iteration out of the trend if nothing was measured in it. */
    GapDraft measured(boolean now) {
        trend = now ? trend : slope(trail);
        return this;
    }

    GapDraft severity(double value) {
        severity = Math.max(0, Math.min(1, value));
        return this;
    }

    /** The upper bound of what can be gained, and the least that would be worth having. */
    GapDraft potential(double value, boolean worthless) {
        potential = value;
        exhausted = worthless;
        return this;
    }

    /** Why it is left alone, if that is not for its own potential. */
    GapDraft because(boolean so, String reason) {
        why = so ? reason : "";
        return this;
    }

    /** The chance that the true value lies on the wrong side of the target, by the normal approximation. */
    GapDraft confidence(double standardError) {
        confidence = standardError == 0
                ? 1
                : new NormalDistribution(null, 0, 1).cumulativeProbability(magnitude / standardError);
        return this;
    }

    GapDraft certainty(double value) {
        confidence = value;
        return this;
    }

    GapDraft hardness(double value) {
        hardness = value;
        return this;
    }

    /** Upper 95 % bound of a mean. */
    static double upper(double mean, double standardError) {
        return mean + ONE_SIDED_95 * standardError;
    }

    /**
     * @param fact what lies below target and why that matters
     * @param unit what the potential is measured in
     * @param action what is done while it is open
     */
    Gap say(String fact, String unit, String action) {
        String text =
                fact + course() + "; " + attainable(unit) + (exhausted ? ", so it is left alone." : ": " + action);
        return new Gap(
                kind,
                subject,
                current,
                target,
                magnitude,
                severity,
                Math.min(1, potential),
                confidence,
                trend,
                hardness,
                exhausted,
                text.endsWith(".") ? text : text + ".");
    }

    private String course() {
        if (trend.isEmpty()) {
            return "";
        }
        double slope = trend.getAsDouble();
        return Math.abs(slope) < STEADY
                ? ", steady"
                : format(
                        slope < 0 ? ", closing by %.4f an iteration" : ", widening by %.4f an iteration",
                        Math.abs(slope));
    }

    private String attainable(String unit) {
        if (!why.isEmpty()) {
            return why;
        }
        if (Double.isInfinite(potential)) {
            return "what of it is attainable is not known yet";
        }
        return format(
                exhausted ? "at most %.4f more %s is attainable" : "up to %.4f more %s may be attainable",
                potential,
                unit);
    }

    private static List<Double> trail(List<GapTrail> trails, Gap.Kind kind, String subject) {
        return trails.stream()
                .filter(t -> t.kind() == kind && t.subject().equals(subject))
                .findFirst()
                .map(GapTrail::magnitudes)
                .orElse(List.of());
    }

    private static OptionalDouble slope(List<Double> magnitudes) {
        if (magnitudes.size() < 3) {
            return OptionalDouble.empty();
        }
        double[] x = IntStream.range(0, magnitudes.size()).asDoubleStream().toArray();
        double[] y = magnitudes.stream().mapToDouble(m -> m).toArray();
        return OptionalDouble.of(Slope.fit(x, y).slope());
    }

    static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
