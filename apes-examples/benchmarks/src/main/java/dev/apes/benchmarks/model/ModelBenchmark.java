package dev.apes.benchmarks.model;

import dev.apes.api.Cancellation;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.api.rule.RuleDefinition;
import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.model.GainSample;
import dev.apes.engine.model.ModelOptions;
import dev.apes.engine.model.ModelSchema;
import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Moments;
import dev.apes.engine.statistics.RandomStreams;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Prints how long the effectiveness model takes to learn 10,000 samples of 40 columns and to be updated with 1,000 more, whether the
 * thousandth update takes longer than the tenth (processor time, with the trees at their cap), and how many gains of prompts never seen its 95 % intervals hold.
 *
 * <pre>
 * mvn -q package -DskipTests -pl apes-examples/benchmarks -am
 * java -cp apes-examples/benchmarks/target/benchmarks.jar dev.apes.benchmarks.model.ModelBenchmark [UPDATES]
 * </pre>
 *
 * Default: 1,000 updates of the small model, a few minutes.
 */
public final class ModelBenchmark {
    static final int FEATURES = 36;
    private static final int PER_PROMPT = 5;
    private static final int THREADS = 2;
    /** Updates whose times are averaged; two rounds of growing to the cap and starting anew are 8. */
    private static final int WINDOW = 16;

    /** Three columns of parameters and one for the rule: with the features, 40. */
    static final RuleDefinition RULE = rule("rule");

    static final ModelSchema SCHEMA =
            new ModelSchema(IntStream.range(0, FEATURES).mapToObj(i -> "f" + i).toList(), List.of(RULE));

    static RuleDefinition rule(String id) {
        return new RuleDefinition(
                id,
                id,
                "test",
                "",
                5,
                "1.0.0",
                ParameterSpace.of(
                        ParameterDefinition.real("strength", 0.5, 0, 1, ""),
                        ParameterDefinition.real("share", 0.5, 0, 1, ""),
                        ParameterDefinition.flag("polite", true, "")));
    }

    private ModelBenchmark() {}

    /** @param args number of updates, optional */
    public static void main(String[] args) {
        int updates = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        speed(ModelOptions.standard());
        flatness(updates);
        for (int prompts : new int[] {100, 400, 2_000}) {
            coverage(prompts);
        }
    }

    private static void speed(ModelOptions options) {
        List<GainSample> first = samples(0, 2_000, 1);
        List<GainSample> second = samples(2_000, 2_200, 2);
        EffectivenessModel untrained = EffectivenessModel.untrained(SCHEMA, options);
        double[] fit = new double[6];
        double[] update = new double[6];
        long computed = cpu();
        for (int i = 0; i < fit.length; i++) {
            long start = System.nanoTime();
            EffectivenessModel model = untrained.update(first, i, THREADS, Cancellation.NONE);
            fit[i] = (System.nanoTime() - start) * 1e-9;
            start = System.nanoTime();
            model.update(second, i, THREADS, Cancellation.NONE);
            update[i] = (System.nanoTime() - start) * 1e-9;
        }
        System.out.printf(
                Locale.ROOT,
                "10,000 x %d samples, %d members, %d threads: fit %.2f s (3 s allowed: %.2f of it), update with 1,000 more %.2f s (1.5 s"
                        + " allowed: %.2f of it); medians of 5 after a warm-up%n",
                SCHEMA.columns(),
                EffectivenessModel.MEMBERS,
                THREADS,
                median(fit),
                median(fit) / 3,
                median(update),
                median(update) / 1.5);
        // on a busy machine the clock measures the others too
        System.out.printf(
                Locale.ROOT,
                "processor time of one fit and one update: %.2f s, mean of %d%n",
                (cpu() - computed) * 1e-9 / fit.length,
                fit.length);
    }

    private static long cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getProcessCpuTime()
                : 0;
    }

    private static double median(double[] seconds) {
        double[] warm = Arrays.copyOfRange(seconds, 1, seconds.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    /**
     * Processor time of an update around the 10th, the 100th, the 1,000th, and its ratio to that around the 10th. The memory is full
     * after ten updates and the trees are capped after three, as they are in a long session, but small, so that a thousand are quick.
     */
    private static void flatness(int updates) {
        ModelOptions small = new ModelOptions(30, 0.1, 10, 0.05, 5, 60, 2_000);
        // the compiler's work on the first updates is none of the model's
        update(EffectivenessModel.untrained(SCHEMA, small), 0, 60);
        EffectivenessModel model = EffectivenessModel.untrained(SCHEMA, small);
        double[] tenth = null;
        int done = 0;
        for (int at = 10; at <= updates; at *= 10) {
            int from = Math.max(done, at);
            model = update(model, done, from).model();
            Updates window = update(model, from, from + WINDOW);
            model = window.model();
            done = from + WINDOW;
            Interval mean = Moments.of(window.seconds()).meanInterval(0.95);
            tenth = tenth == null ? window.seconds() : tenth;
            double base = Moments.of(tenth).mean();
            // the error of the ratio of two means, to first order
            double ratio = mean.estimate() / base;
            double error = 1.96
                    * ratio
                    * Math.hypot(
                            Moments.of(window.seconds()).standardError() / mean.estimate(),
                            Moments.of(tenth).standardError() / base);
            System.out.printf(
                    Locale.ROOT,
                    "updates %d to %d: %.4f s of processor time each [%.4f, %.4f], %.2f [%.2f, %.2f] times those around the 10th; %d"
                            + " samples kept, %d trees of at most %d in a member%n",
                    from + 1,
                    done,
                    mean.estimate(),
                    mean.low(),
                    mean.high(),
                    ratio,
                    ratio - error,
                    ratio + error,
                    model.sampleCount(),
                    model.trees(),
                    small.maxTrees());
        }
    }

    private record Updates(EffectivenessModel model, double[] seconds) {}

    private static Updates update(EffectivenessModel model, int from, int to) {
        EffectivenessModel current = model;
        double[] seconds = new double[Math.max(0, to - from)];
        for (int u = from; u < to; u++) {
            List<GainSample> fresh = samples(40 * u, 40 * (u + 1), u);
            long start = cpu();
            current = current.update(fresh, u, THREADS, Cancellation.NONE);
            seconds[u - from] = (cpu() - start) * 1e-9;
        }
        return new Updates(current, seconds);
    }

    private static void coverage(int prompts) {
        EffectivenessModel model = EffectivenessModel.untrained(SCHEMA, ModelOptions.standard())
                .update(samples(0, prompts, 1), 1, THREADS, Cancellation.NONE);
        int inside = 0;
        int plain = 0;
        double width = 0;
        List<GainSample> fresh = samples(50_000, 51_000, 9);
        for (GainSample s : fresh) {
            Interval interval = model.predictInterval(s.features(), s.ruleId(), s.values());
            inside += interval.contains(s.gain()) ? 1 : 0;
            width += (interval.high() - interval.low()) / fresh.size();
            var p = model.predict(s.features(), s.ruleId(), s.values());
            plain += Math.abs(p.mean() - s.gain()) <= 1.96 * p.deviation() ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "%d prompts learnt, 1,000 new ones: %.3f of gains inside the 95 %% intervals (width %.3f; the model itself says %.3f);"
                        + " uncalibrated %.3f%n",
                prompts,
                inside / (double) fresh.size(),
                width,
                model.crossValidation().calibration().coverage(),
                plain / (double) fresh.size());
    }

    /** Five samples of each prompt; noise that grows with a feature, so that one width does not fit all. */
    static List<GainSample> samples(int from, int to, long seed) {
        RandomGenerator random = new RandomStreams(seed).at(0, "benchmark").stream("samples");
        List<GainSample> samples = new ArrayList<>();
        for (int p = from; p < to; p++) {
            RandomGenerator own = new RandomStreams(p).at(0, "benchmark").stream("features");
            double[] f = own.doubles(FEATURES).toArray();
            double taste = 0.02 * own.nextGaussian();
            for (int i = 0; i < PER_PROMPT; i++) {
                double strength = random.nextDouble();
                double share = random.nextDouble();
                boolean polite = random.nextBoolean();
                double d = strength - 0.2 - 0.6 * f[0];
                double gain = 0.1
                        - 0.4 * d * d
                        + (polite ? 0.05 : -0.05) * (f[1] > 0.5 ? 1 : -1)
                        + 0.1 * share * Math.sin(6 * f[2])
                        + taste
                        + (0.01 + 0.04 * f[3]) * random.nextGaussian();
                ParameterValues values = RULE.parameters()
                        .validate(new ParameterValues(Map.of("strength", strength, "share", share, "polite", polite)));
                samples.add(new GainSample("prompt " + p, f, "rule", values, gain, true));
            }
        }
        return samples;
    }
}
