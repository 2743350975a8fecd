package dev.apes.benchmarks.optimize;

import dev.apes.api.rule.ParameterConstraint;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterValues;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.apache.commons.math3.random.Well19937c;

/**
 * What Commons Math's optimisers reach alone with the same evaluations: on the unit cube, with whole numbers and choices cut into
 * equal parts, from a random start, and from a new one whenever they end early. Not thread-safe; one run each.
 */
final class Rivals {
    private final TestProblem problem;
    private final int evaluations;
    private final double noise;
    private final SplittableRandom random;
    private final long seed;
    private int spent;
    private double seen = Double.POSITIVE_INFINITY;
    private double regret = Double.NaN;

    Rivals(TestProblem problem, int evaluations, double noise, long seed) {
        this.problem = problem;
        this.evaluations = evaluations;
        this.noise = noise;
        this.seed = seed;
        random = new SplittableRandom(seed);
    }

    /** {@return the regret of the setting that looked best to restarted BOBYQA} */
    double bobyqa() {
        // BOBYQA wants two dimensions; a single one is given a companion that does nothing
        int n = Math.max(2, problem.space().parameters().size());
        while (spent < evaluations) {
            attempt(() -> new BOBYQAOptimizer(2 * n + 1, 0.2, 1e-4)
                    .optimize(
                            new MaxEval(evaluations - spent),
                            new ObjectiveFunction(objective()),
                            GoalType.MINIMIZE,
                            new InitialGuess(start(n)),
                            bounds(n)));
        }
        return regret;
    }

    /** {@return the regret of the setting that looked best to restarted CMA-ES} */
    double cmaes() {
        int n = problem.space().parameters().size();
        int population = 4 + (int) (3 * Math.log(n));
        for (int restart = 0; spent < evaluations; restart++) {
            Well19937c source = new Well19937c(31 * seed + restart);
            double[] sigma = new double[n];
            Arrays.fill(sigma, 0.3);
            attempt(() -> new CMAESOptimizer(1_000, 0, true, 0, 1, source, false, null)
                    .optimize(
                            new MaxEval(evaluations - spent),
                            new ObjectiveFunction(objective()),
                            GoalType.MINIMIZE,
                            new InitialGuess(start(n)),
                            new CMAESOptimizer.Sigma(sigma),
                            new CMAESOptimizer.PopulationSize(population),
                            bounds(n)));
        }
        return regret;
    }

    private void attempt(Runnable run) {
        int before = spent;
        try {
            run.run();
        } catch (MathIllegalStateException e) {
            // out of evaluations, or a model that lost its footing: what was seen counts
            spent = Math.max(spent, before + 1);
        }
    }

    private MultivariateFunction objective() {
        return x -> {
            double truth = problem.function().applyAsDouble(decode(x));
            double value = truth + noise * random.nextGaussian();
            spent++;
            if (value < seen) {
                seen = value;
                regret = truth;
            }
            return value;
        };
    }

    private double[] start(int n) {
        return random.doubles(n, 0.05, 0.95).toArray();
    }

    private static SimpleBounds bounds(int n) {
        double[] upper = new double[n];
        Arrays.fill(upper, 1);
        return new SimpleBounds(new double[n], upper);
    }

    private ParameterValues decode(double[] x) {
        Map<String, Object> values = new LinkedHashMap<>();
        int i = 0;
        for (ParameterDefinition p : problem.space().parameters()) {
            values.put(p.name(), value(p.constraint(), Math.max(0, Math.min(1, x[i++]))));
        }
        return new ParameterValues(values);
    }

    private static Object value(ParameterConstraint constraint, double u) {
        if (constraint instanceof ParameterConstraint.RealRange r) {
            return r.min() + u * (r.max() - r.min());
        } else if (constraint instanceof ParameterConstraint.IntegerRange r) {
            return r.min() + part(u, r.max() - r.min() + 1);
        } else if (constraint instanceof ParameterConstraint.Choice c) {
            return c.options().get(part(u, c.options().size()));
        }
        return u >= 0.5;
    }

    private static int part(double u, int parts) {
        return Math.min(parts - 1, (int) (u * parts));
    }

    /** {@return a setting drawn evenly} */
    static ParameterValues draw(TestProblem problem, RandomGenerator random) {
        Map<String, Object> values = new LinkedHashMap<>();
        problem.space().parameters().forEach(p -> values.put(p.name(), value(p.constraint(), random.nextDouble())));
        return new ParameterValues(values);
    }
}
