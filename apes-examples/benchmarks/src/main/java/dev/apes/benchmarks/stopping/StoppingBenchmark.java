package dev.apes.benchmarks.stopping;

import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.engine.Stopping;
import dev.apes.engine.statistics.Interval;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Prints when stopping criteria stop and how much score that loses, on seven curves whose truth is known.
 *
 * <pre>
 * mvn -q package -DskipTests -pl apes-examples/benchmarks -am
 * java -cp apes-examples/benchmarks/target/benchmarks.jar dev.apes.benchmarks.stopping.StoppingBenchmark [RUNS] [SEED] [NAME]
 * </pre>
 *
 * Default: 400 runs of 200 iterations for each curve, seed 1, all criteria; NAME chooses those whose name contains it. For each it prints the median stop (a run that is
 * not stopped counts as 200), the range of the middle 90 % of stops, the share of runs stopped before the end, and the score lost with the 95 % interval
 * of its mean: the best true score of the whole run less the best up to the stop, as for a loop that keeps its best. For the
 * overfitting curve the loss of a loop that keeps its last is printed, too.
 */
public final class StoppingBenchmark {
    private StoppingBenchmark() {}

    /** @param args number of runs, then seed, then part of a name; all optional */
    public static void main(String[] args) {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 400;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        print(runs, seed, args.length > 2 ? args[2] : "", System.out);
    }

    /** The criteria compared, ours first. */
    static Map<String, StoppingCriterion> criteria() {
        Map<String, StoppingCriterion> all = new LinkedHashMap<>();
        all.put("recommended", Stopping.recommended());
        for (String text : new String[] {
            "slope_equivalence",
            "slope_equivalence:window=60",
            "mann_kendall",
            "mann_kendall:lags=10",
            "correlation_plateau",
            "improvement_threshold",
            "prechelt_gl",
            "prechelt_pq",
            "prechelt_up",
            "cdsc"
        }) {
            all.put(text, Stopping.parse(text));
        }
        all.put("Keras, patience 10", Stopping.parse("patience:patience=10"));
        all.put("Keras, patience 20", Stopping.parse("patience:patience=20"));
        all.put("Ray, trial plateau", new Rivals.RayTrialPlateau(0.01, 4, 4));
        all.put("Ray, experiment plateau", new Rivals.RayExperimentPlateau(0.001, 10, 0));
        all.put("bare correlation", new Rivals.BareCorrelation(0.1, 10));
        return all;
    }

    static void print(int runs, long seed, String part, PrintStream out) {
        out.printf("%d runs of %d iterations; seed %d%n", runs, Curve.LENGTH, seed);
        for (Curve curve : Curve.values()) {
            out.printf(
                    Locale.ROOT,
                    "%n%s: %s, noise %.3f%n",
                    curve.name().toLowerCase(Locale.ROOT),
                    curve.formula(),
                    curve.noise());
            out.printf(
                    "  %-28s %6s %11s %9s   %s%n",
                    "criterion", "median", "5-95 %", "stopped", "score lost [95 % interval]");
            criteria().forEach((name, criterion) -> {
                if (name.contains(part)) {
                    row(out, name, curve, Outcome.of(criterion, curve, runs, seed));
                }
            });
            out.flush();
        }
    }

    private static void row(PrintStream out, String name, Curve curve, Outcome o) {
        out.printf(
                Locale.ROOT,
                "  %-28s %6.0f %5.0f - %3.0f %7.1f %%   %s%s%n",
                name,
                o.median(),
                o.quantile(0.05),
                o.quantile(0.95),
                100.0 * o.stopped() / o.stops().length,
                text(o.meanLost()),
                curve == Curve.OVERFITTING ? "; the last kept: " + text(o.meanLostAtEnd()) : "");
    }

    private static String text(Interval lost) {
        return String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", lost.estimate(), Math.max(0, lost.low()), lost.high());
    }
}
