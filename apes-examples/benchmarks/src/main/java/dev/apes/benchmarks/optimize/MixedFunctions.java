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
        return List.of(interacting(), conditional(), options(), flags(), gated(), staged(), rounded());
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

    /** Flag and choice move the best reals: changing either alone makes things worse, and the default is a local optimum. */
    private static TestProblem gated() {
        ParameterSpace space = ParameterSpace.of(
                ParameterDefinition.flag("gate", false, ""),
                ParameterDefinition.choice("kind", "a", List.of("a", "b", "c"), ""),
                ParameterDefinition.real("u", 0.5, 0, 1, ""),
                ParameterDefinition.real("v", 0.5, 0, 1, ""),
                ParameterDefinition.real("w", 0.5, 0, 1, ""));
        return new TestProblem("gated 5 (3 real, flag, choice)", space, p -> {
            boolean gate = p.flag("gate");
            double kind = "abc".indexOf(p.choice("kind"));
            double u = p.real("u") - (gate ? 0.82 : 0.3);
            double v = p.real("v") - (0.2 + 0.3 * kind);
            double w = p.real("w") - (gate ? 0.15 : 0.6);
            double miss = (u * u + v * v + 0.5 * w * w) / 0.08;
            double height = (gate ? 1 : 0.8) * (kind == 2 ? 1 : kind == 0 ? 0.85 : 0.6);
            return 1 - height * Math.exp(-0.5 * miss);
        });
    }

    /** A chain of stages: each number is right only relative to the one before, and costs something by itself. */
    private static TestProblem staged() {
        ParameterSpace space = ParameterSpace.of(
                ParameterDefinition.integer("layers", 3, 1, 8, ""),
                ParameterDefinition.integer("width", 32, 8, 128, ""),
                ParameterDefinition.real("rate", 0, -4, 0, ""),
                ParameterDefinition.real("decay", 0.5, 0, 1, ""),
                ParameterDefinition.real("keep", 0.5, 0, 1, ""),
                ParameterDefinition.flag("norm", false, ""),
                ParameterDefinition.choice("unit", "s", List.of("s", "t", "r", "g"), ""),
                ParameterDefinition.choice("order", "x", List.of("x", "y"), ""));
        return new TestProblem("staged 8 (3 real, 2 integers, flag, 2 choices)", space, p -> {
            double depth = p.integer("layers") - 5;
            double width = Math.log(p.integer("width") / 90.0);
            boolean norm = p.flag("norm");
            double rate = p.real("rate") + 2.4 - 0.12 * depth - (norm ? 0.6 : 0);
            double decay = p.real("decay") - 0.9 + 0.2 * Math.abs(rate);
            double keep = p.real("keep") - 0.75;
            double unit = "rgts".indexOf(p.choice("unit"));
            return 0.04 * depth * depth
                    + 0.2 * width * width
                    + 0.25 * rate * rate
                    + 0.8 * decay * decay
                    + keep * keep * (norm ? 0.3 : 1)
                    + (norm ? 0 : 0.2)
                    + 0.08 * unit
                    + ("y".equals(p.choice("order")) ? 0 : 0.1 + 0.1 * Math.abs(depth));
        });
    }

    /** A curved valley (Rosenbrock's) of which half the coordinates are whole numbers, with a flag that mirrors it. */
    private static TestProblem rounded() {
        ParameterSpace space = ParameterSpace.of(
                ParameterDefinition.real("a", 0, -2, 2, ""),
                ParameterDefinition.integer("b", 0, -10, 10, ""),
                ParameterDefinition.real("c", 0, -2, 2, ""),
                ParameterDefinition.integer("d", 0, -10, 10, ""),
                ParameterDefinition.flag("mirror", false, ""));
        return new TestProblem("rounded 5 (2 real, 2 integers, flag)", space, p -> {
            double sign = p.flag("mirror") ? -1 : 1;
            double[] z = {sign * p.real("a") + 0.2, p.integer("b") / 5.0, sign * p.real("c") + 0.2, p.integer("d") / 5.0
            };
            double sum = p.flag("mirror") ? 0 : 0.5;
            for (int i = 0; i < 3; i++) {
                sum += 10 * Math.pow(z[i + 1] - z[i] * z[i], 2) + Math.pow(1 - z[i], 2);
            }
            return sum;
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
