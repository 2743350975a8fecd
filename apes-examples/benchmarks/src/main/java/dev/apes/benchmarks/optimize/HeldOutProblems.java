package dev.apes.benchmarks.optimize;

import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Problems that took no part in the design of the optimiser: the functions of the literature moved as a whole (an optimum anywhere in
 * the middle half of each range, and what lies outside is never seen) or turned as well, others of the literature, and mixed ones whose
 * optimum, roles of the levels and order of the parameters are drawn anew for each seed.
 */
final class HeldOutProblems {
    private HeldOutProblems() {}

    static List<TestProblem> all(long seed) {
        List<TestProblem> all = new ArrayList<>();
        all.add(moved("Ackley5", 5, -32.8, 32.8, 0, ContinuousFunctions::ackley, false, seed));
        all.add(moved("Levy5", 5, -10, 10, 1, ContinuousFunctions::levy, false, seed));
        all.add(moved("Rosenbrock5", 5, -5, 10, 1, ContinuousFunctions::rosenbrock, false, seed));
        all.add(moved("Styblinski-Tang5", 5, -5, 5, -2.903534, ContinuousFunctions::styblinskiTang, false, seed));
        all.add(moved("Ackley5", 5, -32.8, 32.8, 0, ContinuousFunctions::ackley, true, seed));
        all.add(moved("Rosenbrock4", 4, -5, 10, 1, ContinuousFunctions::rosenbrock, true, seed));
        all.add(moved("Rastrigin4", 4, -5.12, 5.12, 0, HeldOutProblems::rastrigin, false, seed));
        all.add(moved("ellipsoid 5", 5, -10, 10, 0, HeldOutProblems::ellipsoid, true, seed));
        all.add(moved("Zakharov4", 4, -5, 10, 0, HeldOutProblems::zakharov, true, seed));
        all.add(moved("Dixon-Price4", 4, -10, 10, 0.5, HeldOutProblems::dixonPrice, false, seed));
        all.add(TestProblem.continuous("Branin", 2, 0, 1, HeldOutProblems::branin));
        all.add(drawn(seed));
        all.add(logarithmic(seed));
        all.add(levels(seed));
        all.add(switched(seed));
        return all;
    }

    /** The optimum, at {@code home} in every dimension, goes to a point of the middle half; turned, the axes are no longer special. */
    private static TestProblem moved(
            String name,
            int n,
            double min,
            double max,
            double home,
            ToDoubleFunction<double[]> function,
            boolean turned,
            long seed) {
        SplittableRandom random = new SplittableRandom(7_919 * seed + 13);
        double[] target = random.doubles(n, 0.25, 0.75).toArray();
        double[][] rotation = rotation(n, turned, random);
        return TestProblem.continuous(name + (turned ? ", moved and turned" : ", moved"), n, min, max, x -> {
            double[] z = new double[n];
            for (int i = 0; i < n; i++) {
                z[i] = home;
                for (int j = 0; j < n; j++) {
                    z[i] += rotation[i][j] * (x[j] - min - target[j] * (max - min));
                }
            }
            return function.applyAsDouble(z);
        });
    }

    private static double[][] rotation(int n, boolean turned, SplittableRandom random) {
        double[][] q = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                q[i][j] = turned ? random.nextGaussian() : i == j ? 1 : 0;
            }
            for (int k = 0; k < i; k++) {
                double along = 0;
                for (int j = 0; j < n; j++) {
                    along += q[i][j] * q[k][j];
                }
                for (int j = 0; j < n; j++) {
                    q[i][j] -= along * q[k][j];
                }
            }
            double length = 0;
            for (int j = 0; j < n; j++) {
                length += q[i][j] * q[i][j];
            }
            for (int j = 0; j < n; j++) {
                q[i][j] /= Math.sqrt(length);
            }
        }
        return q;
    }

    private static double rastrigin(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v * v + 10 * (1 - Math.cos(2 * Math.PI * v));
        }
        return sum;
    }

    private static double ellipsoid(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.pow(100, i / (x.length - 1.0)) * x[i] * x[i];
        }
        return sum;
    }

    private static double zakharov(double[] x) {
        double squares = 0;
        double weighted = 0;
        for (int i = 0; i < x.length; i++) {
            squares += x[i] * x[i];
            weighted += 0.5 * (i + 1) * x[i];
        }
        return squares + Math.pow(weighted, 2) + Math.pow(weighted, 4);
    }

    /** Its optimum is brought to 0.5 in every dimension. */
    private static double dixonPrice(double[] x) {
        double[] z = new double[x.length];
        for (int i = 0; i < z.length; i++) {
            double power = Math.pow(2, i + 1);
            z[i] = x[i] - 0.5 + Math.pow(2, -(power - 2) / power);
        }
        double sum = (z[0] - 1) * (z[0] - 1);
        for (int i = 1; i < z.length; i++) {
            sum += (i + 1) * Math.pow(2 * z[i] * z[i] - z[i - 1], 2);
        }
        return sum;
    }

    private static double branin(double[] u) {
        double x = -5 + 15 * u[0];
        double y = 15 * u[1];
        double a = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
        return a * a + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10 - 0.39788735772973816;
    }

    private static List<Integer> order(int n, long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    /** Reals, integers, flags and a choice about a drawn optimum; a turned bowl whose floor depends on flags and choice. */
    private static TestProblem drawn(long seed) {
        ParameterSpace space = ParameterSpace.of(
                ParameterDefinition.real("a", 0.5, 0, 1, ""),
                ParameterDefinition.real("b", 0.5, 0, 1, ""),
                ParameterDefinition.real("c", 0.5, 0, 1, ""),
                ParameterDefinition.integer("i", 10, 0, 20, ""),
                ParameterDefinition.integer("j", 3, 1, 6, ""),
                ParameterDefinition.flag("f", false, ""),
                ParameterDefinition.flag("g", false, ""),
                ParameterDefinition.choice("k", "p", List.of("p", "q", "r", "s"), ""));
        SplittableRandom random = new SplittableRandom(31 * seed + 5);
        double[] at = random.doubles(3, 0.2, 0.8).toArray();
        int i = random.nextInt(3, 18);
        int j = random.nextInt(1, 7);
        boolean f = random.nextBoolean();
        List<Integer> rank = order(4, seed);
        double[][] turn = rotation(5, true, random);
        return new TestProblem("drawn 8 (3 real, 2 integers, 2 flags, choice)", space, v -> {
            double[] d = {
                v.real("a") - at[0],
                v.real("b") - at[1],
                v.real("c") - at[2],
                (v.integer("i") - i) / 20.0,
                (v.integer("j") - j) / 5.0
            };
            double bowl = 0;
            for (int r = 0; r < 5; r++) {
                double along = 0;
                for (int c = 0; c < 5; c++) {
                    along += turn[r][c] * d[c];
                }
                bowl += (1 + 3 * r) * along * along;
            }
            double level = rank.get("pqrs".indexOf(v.choice("k")));
            boolean right = v.flag("f") == f;
            return bowl * (v.flag("g") ? 1 : 1.5) + (right ? 0 : 0.3) + 0.2 * level + (v.flag("g") == right ? 0 : 0.1);
        });
    }

    /** Scales of powers of ten, with a cliff: what learning rates and penalties look like. */
    private static TestProblem logarithmic(long seed) {
        ParameterSpace space = ParameterSpace.of(
                ParameterDefinition.real("rate", 0.1, 0.0001, 1, ""),
                ParameterDefinition.real("penalty", 5, 0.001, 10, ""),
                ParameterDefinition.integer("depth", 6, 1, 12, ""),
                ParameterDefinition.real("share", 0.5, 0.1, 1, ""),
                ParameterDefinition.choice("kind", "tree", List.of("tree", "line", "net"), ""));
        SplittableRandom random = new SplittableRandom(17 * seed + 3);
        double rate = -2.5 + 1.8 * random.nextDouble();
        double penalty = -1.5 + 2 * random.nextDouble();
        int depth = random.nextInt(3, 11);
        double share = 0.4 + 0.5 * random.nextDouble();
        List<Integer> rank = order(3, seed);
        return new TestProblem("logarithmic 5 (3 real, integer, choice)", space, v -> {
            double r = Math.log10(v.real("rate")) - rate + 0.05 * (v.integer("depth") - depth);
            double p = Math.log10(v.real("penalty")) - penalty;
            double d = (v.integer("depth") - depth) / 11.0;
            double s = v.real("share") - share;
            double cliff = r > 0.8 ? 1 + r : 0;
            int level = rank.get(List.of("tree", "line", "net").indexOf(v.choice("kind")));
            return 0.4 * r * r + 0.15 * p * p + 1.5 * d * d + s * s + cliff + 0.25 * level * (1 + Math.abs(p));
        });
    }

    /** Whole numbers and choices alone, with ripples. */
    private static TestProblem levels(long seed) {
        ParameterSpace space = ParameterSpace.of(
                ParameterDefinition.integer("a", 20, 0, 40, ""),
                ParameterDefinition.integer("b", 20, 0, 40, ""),
                ParameterDefinition.integer("c", 5, 0, 10, ""),
                ParameterDefinition.choice("p", "0", List.of("0", "1", "2", "3", "4"), ""),
                ParameterDefinition.choice("q", "0", List.of("0", "1", "2"), ""),
                ParameterDefinition.flag("f", true, ""));
        SplittableRandom random = new SplittableRandom(41 * seed + 11);
        int a = random.nextInt(8, 33);
        int b = random.nextInt(8, 33);
        int c = random.nextInt(2, 9);
        List<Integer> p = order(5, seed);
        List<Integer> q = order(3, seed + 1);
        boolean f = random.nextBoolean();
        return new TestProblem("levels 6 (3 integers, 2 choices, flag)", space, v -> {
            double[] z = {
                (v.integer("a") - a) / 6.0, (v.integer("b") - b) / 6.0, (v.integer("c") - c) / 3.0,
            };
            double cost = 0;
            for (double d : z) {
                cost += d * d + 0.3 * (1 - Math.cos(3 * d));
            }
            cost += 0.5 * z[0] * z[1];
            cost += 0.6 * p.get(Integer.parseInt(v.choice("p"))) + 0.8 * q.get(Integer.parseInt(v.choice("q")));
            return cost + (v.flag("f") == f ? 0 : 0.4 + 0.2 * Math.abs(z[2]));
        });
    }

    /** A choice says where the optimum of two reals is, and a third real counts under one choice only. */
    private static TestProblem switched(long seed) {
        ParameterSpace space = ParameterSpace.of(
                ParameterDefinition.choice("way", "a", List.of("a", "b", "c"), ""),
                ParameterDefinition.flag("extra", false, ""),
                ParameterDefinition.real("x", 0, -3, 3, ""),
                ParameterDefinition.real("y", 0, -3, 3, ""),
                ParameterDefinition.real("z", 0, -3, 3, ""));
        SplittableRandom random = new SplittableRandom(53 * seed + 29);
        double[] xs = random.doubles(3, -2, 2).toArray();
        double[] ys = random.doubles(3, -2, 2).toArray();
        double z = random.nextDouble(-2, 2);
        List<Integer> rank = order(3, seed);
        return new TestProblem("switched 5 (3 real, flag, choice)", space, (ParameterValues v) -> {
            int way = "abc".indexOf(v.choice("way"));
            double dx = v.real("x") - xs[way];
            double dy = v.real("y") - ys[way] - 0.3 * dx;
            double dz = v.real("z") - z;
            double floor = 0.4 * rank.get(way);
            double third = v.flag("extra") ? 0.3 * dz * dz : 0.5;
            return floor + third + 0.3 * dx * dx + 0.5 * dy * dy;
        });
    }
}
