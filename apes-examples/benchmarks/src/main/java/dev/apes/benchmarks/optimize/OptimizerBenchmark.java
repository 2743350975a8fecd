package dev.apes.benchmarks.optimize;

import dev.apes.api.rule.ParameterValues;
import dev.apes.engine.optimize.MixedOptimizer;
import dev.apes.engine.optimize.OptimizerOptions;
import dev.apes.engine.optimize.SpaceFillingDesign;
import dev.apes.engine.statistics.Moments;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Prints the mean simple regret (best value found less the minimum) of our optimiser, random search, a Sobol design, and Commons
 * Math's BOBYQA and CMA-ES alone at equal budgets, with the standard error over seeds, and our optimiser's own time.
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

    /** Regrets of one optimiser by seed, and the time it took besides the function. */
    record Regrets(double[] regrets, double secondsPerRun) {
        double mean() {
            return Moments.of(regrets).mean();
        }

        double standardError() {
            return Moments.of(regrets).standardError();
        }
    }

    private interface Searcher {
        double regret(TestProblem problem, double noise, long seed);
    }

    void print(String part, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%-50s %22s %22s %22s %22s %22s %8s%n",
                "mean simple regret, " + evaluations + " evaluations, " + seeds + " seeds",
                "APES",
                "random",
                "Sobol",
                "BOBYQA",
                "CMA-ES",
                "s/run");
        for (boolean noisy : new boolean[] {false, true}) {
            for (String name : names().stream().filter(n -> n.contains(part)).toList()) {
                Map<String, Regrets> row = new LinkedHashMap<>();
                row.put("apes", run(name, noisy, this::apes));
                row.put("random", run(name, noisy, this::random));
                row.put("sobol", run(name, noisy, this::sobol));
                row.put("bobyqa", run(name, noisy, (p, n, seed) -> new Rivals(p, evaluations, n, seed).bobyqa()));
                row.put("cma-es", run(name, noisy, (p, n, seed) -> new Rivals(p, evaluations, n, seed).cmaes()));
                out.printf(Locale.ROOT, "%-50s", name + (noisy ? ", noisy" : ""));
                row.values().forEach(r -> out.printf(Locale.ROOT, " %12.4g ± %7.2g", r.mean(), r.standardError()));
                out.printf(Locale.ROOT, " %8.2f%n", row.get("apes").secondsPerRun());
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
        long start = System.nanoTime();
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
        int threads = Math.min(seeds, Runtime.getRuntime().availableProcessors());
        return new Regrets(regrets, (System.nanoTime() - start) / 1e9 / seeds * threads);
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
