package dev.apes.benchmarks.optimize;

import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * A function to be minimised whose minimum is 0 and lies in the space.
 *
 * @param name for the table
 * @param space what to search
 * @param function its value, at least 0
 */
record TestProblem(String name, ParameterSpace space, ToDoubleFunction<ParameterValues> function) {

    /** A function of reals x0, x1, … in one range. */
    static TestProblem continuous(
            String name, int dimensions, double min, double max, ToDoubleFunction<double[]> function) {
        List<ParameterDefinition> parameters = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            parameters.add(ParameterDefinition.real("x" + i, (min + max) / 2, min, max, ""));
        }
        return new TestProblem(name, new ParameterSpace(parameters), v -> function.applyAsDouble(reals(v, dimensions)));
    }

    /**
     * The same function with its optimum moved by up to a fifth of the range in each dimension, wrapped round so that it stays in
     * the space.
     */
    static TestProblem shifted(
            String name, int dimensions, double min, double max, ToDoubleFunction<double[]> function, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] shift = random.doubles(dimensions, -0.2, 0.2).toArray();
        double width = max - min;
        return continuous(name + ", shifted", dimensions, min, max, x -> {
            double[] moved = new double[dimensions];
            for (int i = 0; i < dimensions; i++) {
                double u = (x[i] - min) / width - shift[i];
                // reflected at the borders: continuous, and every value of the range is met
                u = u < 0 ? -u : u > 1 ? 2 - u : u;
                moved[i] = min + u * width;
            }
            return function.applyAsDouble(moved);
        });
    }

    static double[] reals(ParameterValues values, int dimensions) {
        double[] x = new double[dimensions];
        for (int i = 0; i < dimensions; i++) {
            x[i] = values.real("x" + i);
        }
        return x;
    }
}
