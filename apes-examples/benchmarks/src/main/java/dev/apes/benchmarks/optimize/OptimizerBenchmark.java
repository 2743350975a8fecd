package dev.apes.benchmarks.optimize;

import dev.apes.api.rule.ParameterValues;
import dev.apes.engine.optimize.MixedOptimizer;
import dev.apes.engine.optimize.OptimizerOptions;
import dev.apes.engine.optimize.SpaceFillingDesign;
import dev.apes.engine.statistics.Moments;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Prints the simple regret (best value found less the minimum) of our optimiser, BOBYQA and CMA-ES of Commons Math alone, a Sobol
 * design and random search at equal budgets, as a table in Markdown: mean ± standard error over seeds, median; and the processor time of
 * a run of ours, the function included.
 *
 * <pre>
 * mvn -q package -DskipTests -pl apes-examples/benchmarks -am
 * java -cp apes-examples/benchmarks/target/benchmarks.jar dev.apes.benchmarks.optimize.OptimizerBenchmark [SEEDS] [EVALUATIONS] [NAME]
 * </pre>
 *
 * Default: 20 seeds, 50 evaluations, all problems; NAME chooses those whose name contains it ("held out": those that took no part in
 * the design of the optimiser). On noisy problems the noise has a tenth of the standard deviation of the function over the space, and
 * regret is that of the setting recommended.
 */
public final class OptimizerBenchmark {
    private final int seeds;
    private final int evaluations;

    OptimizerBenchmark(int seeds, int evaluations) {
        this.seeds = seeds;
        this.evaluations = evaluations;
    }

    /** @param args number of seeds, then evaluations, then part of a name; all optional */
    public static void main(String[] args) {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        int evaluations = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        new OptimizerBenchmark(seeds, evaluations).print(args.length > 2 ? args[2] : "", System.out);
    }

    /**
     * Regrets of one optimiser by seed.
     *
     * @param regrets by seed
     * @param secondsPerRun processor time of this process
     */
    record Regrets(double[] regrets, double secondsPerRun) {
        double mean() {
            return Moments.of(regrets).mean();
        }

        double standardError() {
            return Moments.of(regrets).standardError();
        }

        double median() {
            double[] sorted = Arrays.stream(regrets).sorted().toArray();
            return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        }

        String text() {
            return String.format(Locale.ROOT, "%.3g ± %.2g, %.3g", mean(), standardError(), median());
        }
    }

    private interface Searcher {
        double regret(TestProblem problem, double noise, long seed);
    }

    void print(String part, PrintStream out) {
        out.printf("%d evaluations, %d seeds: simple regret, mean ± standard error, median%n%n", evaluations, seeds);
        out.println("| function | APES | BOBYQA | CMA-ES | Sobol | random | CPU s of APES |");
        out.println("|---|---|---|---|---|---|---|");
        for (boolean noisy : new boolean[] {false, true}) {
            for (String name : names().stream().filter(n -> n.contains(part)).toList()) {
                Map<String, Regrets> row = new LinkedHashMap<>();
                row.put("apes", run(name, noisy, this::apes));
                row.put("bobyqa", run(name, noisy, (p, n, seed) -> new Rivals(p, evaluations, n, seed).bobyqa()));
                row.put("cma-es", run(name, noisy, (p, n, seed) -> new Rivals(p, evaluations, n, seed).cmaes()));
                row.put("sobol", run(name, noisy, this::sobol));
                row.put("random", run(name, noisy, this::random));
                out.print("| " + name + (noisy ? ", noisy" : ""));
                row.values().forEach(r -> out.print(" | " + r.text()));
                out.printf(Locale.ROOT, " | %.2f |%n", row.get("apes").secondsPerRun());
            }
        }
    }

    static List<String> names() {
        return problems(0).stream().map(TestProblem::name).toList();
    }

    Regrets apes(String problem) {
        return run(problem, false, this::apes);
    }

    Regrets random(String problem) {
        return run(problem, false, this::random);
    }

    private Regrets run(String name, boolean noisy, Searcher searcher) {
        long start = processorNanos();
        double[] regrets = IntStream.range(0, seeds)
                .parallel()
                .mapToDouble(seed -> {
                    TestProblem problem = problems(seed).stream()
                            .filter(p -> p.name().equals(name))
                            .findFirst()
                            .orElseThrow();
                    return searcher.regret(problem, noisy ? 0.1 * spread(problem) : 0, seed);
                })
                .toArray();
        return new Regrets(regrets, (processorNanos() - start) / 1e9 / seeds);
    }

    private static long processorNanos() {
        // the one bean that counts all threads, the compiler's and the collector's included
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    private double apes(TestProblem problem, double noise, long seed) {
        OptimizerOptions options =
                OptimizerOptions.minimise(problem.space().parameters().size());
        MixedOptimizer optimizer =
                new MixedOptimizer(problem.space(), noise > 0 ? options.withNoise(true) : options, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < evaluations && !optimizer.exhausted(); i++) {
            ParameterValues values = optimizer.ask();
            optimizer.tell(values, problem.function().applyAsDouble(values) + noise * random.nextGaussian());
        }
        return problem.function().applyAsDouble(optimizer.best().values());
    }

    private double random(TestProblem problem, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ParameterValues> settings = IntStream.range(0, evaluations)
                .mapToObj(i -> Rivals.draw(problem, random))
                .toList();
        return best(problem, settings, noise, random);
    }

    private double sobol(TestProblem problem, double noise, long seed) {
        List<ParameterValues> settings = SpaceFillingDesign.settings(problem.space(), evaluations, seed);
        return best(problem, settings, noise, new SplittableRandom(seed));
    }

    /** The regret of the setting that looked best. */
    private static double best(
            TestProblem problem, List<ParameterValues> settings, double noise, SplittableRandom random) {
        double seen = Double.POSITIVE_INFINITY;
        double regret = Double.NaN;
        for (ParameterValues values : settings) {
            double truth = problem.function().applyAsDouble(values);
            double value = truth + noise * random.nextGaussian();
            if (value < seen) {
                seen = value;
                regret = truth;
            }
        }
        return regret;
    }

    static double spread(TestProblem problem) {
        SplittableRandom random = new SplittableRandom(99);
        double[] values = IntStream.range(0, 2_000)
                .mapToDouble(i -> problem.function().applyAsDouble(Rivals.draw(problem, random)))
                .toArray();
        return Moments.of(values).deviation();
    }

    static List<TestProblem> problems(long seed) {
        List<TestProblem> all = new ArrayList<>();
        all.add(TestProblem.continuous("Hartmann6", 6, 0, 1, ContinuousFunctions::hartmann6));
        all.add(TestProblem.continuous("Ackley5", 5, -32.8, 32.8, ContinuousFunctions::ackley));
        all.add(TestProblem.continuous("Levy5", 5, -10, 10, ContinuousFunctions::levy));
        all.add(TestProblem.continuous("Rosenbrock5", 5, -5, 10, ContinuousFunctions::rosenbrock));
        all.add(TestProblem.continuous("Styblinski-Tang5", 5, -5, 5, ContinuousFunctions::styblinskiTang));
        all.add(TestProblem.shifted("Hartmann6", 6, 0, 1, ContinuousFunctions::hartmann6, seed));
        all.add(TestProblem.shifted("Ackley5", 5, -32.8, 32.8, ContinuousFunctions::ackley, seed));
        all.add(TestProblem.shifted("Levy5", 5, -10, 10, ContinuousFunctions::levy, seed));
        all.add(TestProblem.shifted("Rosenbrock5", 5, -5, 10, ContinuousFunctions::rosenbrock, seed));
        all.add(TestProblem.shifted("Styblinski-Tang5", 5, -5, 5, ContinuousFunctions::styblinskiTang, seed));
        all.addAll(MixedFunctions.all());
        HeldOutProblems.all(seed)
                .forEach(p -> all.add(new TestProblem(p.name() + ", held out", p.space(), p.function())));
        return all;
    }
}
