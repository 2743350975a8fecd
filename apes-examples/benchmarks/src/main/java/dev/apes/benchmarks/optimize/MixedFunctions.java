package dev.apes.benchmarks.optimize;

import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import java.util.ArrayList;
import java.util.List;

/** Functions of our own over mixed spaces, with optima off the centre. */
final class MixedFunctions {
    private MixedFunctions() {}

    static List<TestProblem> all() {
        return List.of(interacting(), conditional(), options(), flags());
    }

    /** Like the settings of a rule: everything interacts a little. */
    private static TestProblem interacting() {
        ParameterSpace space = ParameterSpace.of(
                ParameterDefinition.real("a", 0.5, 0, 1, ""),
                ParameterDefinition.real("b", 0.5, 0, 1, ""),
                ParameterDefinition.integer("n", 5, 1, 10, ""),
                ParameterDefinition.flag("f", false, ""),
                ParameterDefinition.flag("g", true, ""),
                ParameterDefinition.choice("c", "q", List.of("p", "q", "r"), ""));
        return new TestProblem("interacting 6 (2 real, integer, 2 flags, choice)", space, v -> {
            double a = v.real("a") - 0.8;
            double b = v.real("b") - 0.2;
            double n = (v.integer("n") - 8) / 9.0;
            double cost = 2 * a * a + 1.5 * b * b + 1.5 * a * b + 1.2 * n * n * (v.flag("f") ? 1 : 1.6);
            cost += v.flag("f") ? 0 : 0.15 + 0.3 * Math.abs(a);
            cost += v.flag("g") ? 0.1 + 0.2 * Math.abs(b) : 0;
            return cost
                    + switch (v.choice("c")) {
                        case "r" -> 0;
                        case "p" -> 0.12;
                        default -> 0.1 + 0.3 * Math.abs(n);
                    };
        });
    }

    /** Some numbers only matter with the right choice, and the easier choice is a trap. */
    private static TestProblem conditional() {
        ParameterSpace space = ParameterSpace.of(
                ParameterDefinition.choice("method", "easy", List.of("easy", "deep", "wide", "none"), ""),
                ParameterDefinition.real("x", 0, -5, 5, ""),
                ParameterDefinition.real("y", 0, -5, 5, ""),
                ParameterDefinition.integer("k", 10, 1, 40, ""));
        return new TestProblem("conditional 4 (2 real, integer, choice)", space, v -> {
            double x = v.real("x");
            double y = v.real("y");
            double k = (v.integer("k") - 31) / 40.0;
            return switch (v.choice("method")) {
                case "easy" -> 0.8 + 0.02 * (x * x + y * y);
                case "deep" -> 0.15 * (x - 3.1) * (x - 3.1) + 0.1 * (y + x - 1) * (y + x - 1) + 6 * k * k;
                case "wide" -> 0.5 + 0.1 * Math.abs(x + 2) + k * k;
                default -> 2;
            };
        });
    }

    /** Ripples over two reals and two integers, plus options that shift them. */
    private static TestProblem options() {
        ParameterSpace space = ParameterSpace.of(
                ParameterDefinition.real("x", 0, -4, 6, ""),
                ParameterDefinition.real("y", 0, -4, 6, ""),
                ParameterDefinition.integer("m", 0, -6, 6, ""),
                ParameterDefinition.integer("n", 0, -6, 6, ""),
                ParameterDefinition.choice("s", "north", List.of("north", "east", "south", "west", "up"), ""),
                ParameterDefinition.choice("t", "i", List.of("i", "j", "k"), ""));
        return new TestProblem("options 6 (2 real, 2 integers, 2 choices)", space, v -> {
            double shift = "i".equals(v.choice("t")) ? 1 : "j".equals(v.choice("t")) ? 0 : -2;
            double[] z = {v.real("x") - 2.3 + shift, v.real("y") + 1.7, v.integer("m") - 4, v.integer("n") + 3};
            double base = ContinuousFunctions.ackley(z);
            return base
                    + ("west".equals(v.choice("s")) ? 0 : "up".equals(v.choice("s")) ? 0.5 : 1.5)
                    + (shift == 0 ? 0 : 0.3);
        });
    }

    /** 4,096 settings of twelve flags; pairs matter. */
    private static TestProblem flags() {
        int n = 12;
        List<ParameterDefinition> parameters = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            parameters.add(ParameterDefinition.flag("f" + i, false, ""));
        }
        return new TestProblem("flags 12", new ParameterSpace(parameters), v -> cost(v, n));
    }

    private static double cost(ParameterValues v, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            boolean right = v.flag("f" + i) == (i % 3 != 1);
            boolean nextRight = v.flag("f" + (i + 1) % n) == ((i + 1) % n % 3 != 1);
            sum += right ? 0 : 0.2 + 0.1 * (i % 4);
            // two wrongs repair each other in part
            sum -= !right && !nextRight ? 0.15 : 0;
        }
        return sum;
    }
}
