package dev.apes.examples.tools;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tables of known law, each hard in a way of its own, to measure generators on. Where there is something to predict, how well it can be
 * predicted is known, too: that is the noise of the law.
 *
 * @param name of the law
 * @param target the number to predict, empty if the table has none
 * @param schema its columns
 * @param law draws a row
 */
record KnownTables(String name, Optional<String> target, List<ColumnSchema> schema, Law law) {
    private static final double INF = Double.POSITIVE_INFINITY;

    /** Draws a row of a table. */
    @FunctionalInterface
    interface Law {
        /** {@return a row's cells} */
        double[] row(SeededRandom random);
    }

    /** {@return all of them} */
    static List<KnownTables> all() {
        return List.of(factors(), clusters(), friedman(), chain(), invoices(), rings());
    }

    /**
     * @param rows how many
     * @param seed of the draw
     * @return rows of this law
     */
    Table draw(int rows, long seed) {
        SeededRandom random = new SeededRandom(seed);
        List<double[]> drawn = new ArrayList<>(rows);
        for (int r = 0; r < rows; r++) {
            drawn.add(law.row(random));
        }
        return Table.ofRows(schema, drawn);
    }

    private static double[] row(double... cells) {
        return cells;
    }

    /** One hidden factor behind marginals of many shapes, a tenth of some cells missing: a Gaussian copula's own home. */
    private static KnownTables factors() {
        return new KnownTables(
                "factors",
                Optional.of("height"),
                List.of(
                        ColumnSchema.numeric("height", -INF, INF),
                        ColumnSchema.numeric("income", 0, INF),
                        ColumnSchema.numeric("share", 0, 1),
                        ColumnSchema.integer("visits", 0, 1000),
                        ColumnSchema.categorical("kind", List.of("b", "d", "a", "c")),
                        ColumnSchema.bool("member")),
                random -> {
                    double hidden = random.nextGaussian();
                    double z1 = 0.8 * hidden + 0.6 * random.nextGaussian();
                    double z2 = -0.6 * hidden + 0.8 * random.nextGaussian();
                    double z3 = 0.7 * hidden + 0.7 * random.nextGaussian();
                    double z4 = 0.6 * hidden + 0.8 * random.nextGaussian();
                    double income = StrictMath.exp(10 + 0.7 * z1);
                    return row(
                            170 + 9 * hidden + random.nextGaussian(),
                            random.nextDouble() < 0.1 ? Double.NaN : income,
                            1 / (1 + StrictMath.exp(-z2)),
                            Math.min(1000, Math.floor(StrictMath.exp(2 + z3))),
                            z4 < -0.8 ? 2 : z4 < 0 ? 0 : z4 < 1 ? 3 : 1,
                            z2 + 0.3 * random.nextGaussian() > 0.5 ? 1 : 0);
                });
    }

    /** Five clusters in six dimensions, which two categories name. */
    private static KnownTables clusters() {
        double[][] centres = {
            {0, 0, 0, 10, 5, 1}, {8, 1, -4, 0, 5, 3}, {-6, 7, 3, 4, -9, 2}, {3, -9, 6, -7, 0, 0}, {9, 9, 9, 2, -3, 4}
        };
        List<ColumnSchema> schema = new ArrayList<>();
        for (int c = 0; c < 6; c++) {
            schema.add(ColumnSchema.numeric("x" + c, -INF, INF));
        }
        schema.add(ColumnSchema.categorical("cluster", List.of("p", "q", "r", "s", "t")));
        schema.add(ColumnSchema.categorical("half", List.of("left", "right", "unknown")));
        return new KnownTables("clusters", Optional.of("x3"), schema, random -> {
            double u = random.nextDouble();
            int k = u < 0.35 ? 0 : u < 0.6 ? 1 : u < 0.8 ? 2 : u < 0.93 ? 3 : 4;
            double[] row = new double[8];
            double common = random.nextGaussian();
            for (int c = 0; c < 6; c++) {
                row[c] = centres[k][c] + 0.8 * (c % 2 == 0 ? common : -common) + 0.6 * random.nextGaussian();
            }
            row[6] = k;
            row[7] = random.nextDouble() < 0.1 ? 2 : row[0] > 2 ? 1 : 0;
            return row;
        });
    }

    /** Friedman's first function (Multivariate adaptive regression splines, 1991): a product, a square, two lines, noise of 1. */
    private static KnownTables friedman() {
        List<ColumnSchema> schema = new ArrayList<>();
        for (int c = 0; c < 5; c++) {
            schema.add(ColumnSchema.numeric("x" + c, 0, 1));
        }
        schema.add(ColumnSchema.numeric("y", -INF, INF));
        return new KnownTables("friedman", Optional.of("y"), schema, random -> {
            double[] x = new double[6];
            for (int c = 0; c < 5; c++) {
                x[c] = random.nextDouble();
            }
            x[5] = 10 * StrictMath.sin(Math.PI * x[0] * x[1])
                    + 20 * (x[2] - 0.5) * (x[2] - 0.5)
                    + 10 * x[3]
                    + 5 * x[4]
                    + random.nextGaussian();
            return x;
        });
    }

    /** Categories that hang together in a chain, counts and a sum that depend on them, and a switch of two by exclusive or. */
    private static KnownTables chain() {
        return new KnownTables(
                "chain",
                Optional.of("load"),
                List.of(
                        ColumnSchema.categorical("a", List.of("a0", "a1", "a2", "a3")),
                        ColumnSchema.categorical("b", List.of("b0", "b1", "b2", "b3")),
                        ColumnSchema.categorical("c", List.of("c0", "c1", "c2")),
                        ColumnSchema.bool("p"),
                        ColumnSchema.bool("odd"),
                        ColumnSchema.integer("count", 0, 500),
                        ColumnSchema.numeric("load", -INF, INF)),
                random -> {
                    int a = Math.min(3, (int) (4 * random.nextDouble() * random.nextDouble() * 1.6));
                    int b = random.nextDouble() < 0.75 ? (a + 2) % 4 : random.nextInt(4);
                    int c = random.nextDouble() < 0.7 ? b % 3 : random.nextInt(3);
                    int p = random.nextDouble() < 0.4 ? 1 : 0;
                    int odd = random.nextDouble() < 0.9 ? (p + (c == 1 ? 1 : 0)) % 2 : random.nextInt(2);
                    double rate = 3 + 9 * b + 4 * p;
                    int count =
                            (int) Math.max(0, Math.min(500, Math.rint(rate + Math.sqrt(rate) * random.nextGaussian())));
                    double load = 2.0 * count + 15 * (a == 2 ? 1 : 0) - 10 * odd + 3 * random.nextGaussian();
                    return row(a, b, c, p, odd, count, load);
                });
    }

    /** Amounts with heavy tails, many zeros, whole prices, and a total that follows from them but for a rebate. */
    private static KnownTables invoices() {
        return new KnownTables(
                "invoices",
                Optional.of("total"),
                List.of(
                        ColumnSchema.integer("quantity", 1, 200),
                        ColumnSchema.numeric("price", 0, INF),
                        ColumnSchema.numeric("rebate", 0, 1),
                        ColumnSchema.numeric("total", -INF, INF),
                        ColumnSchema.categorical("country", List.of("DE", "FR", "IT", "ES", "PL", "SE", "NO", "DK")),
                        ColumnSchema.bool("late")),
                random -> {
                    int country = (int) Math.min(7, Math.floor(-StrictMath.log(1 - random.nextDouble()) * 2));
                    double quantity = 1 + Math.min(199, Math.floor(-8 * StrictMath.log(1 - random.nextDouble())));
                    double[] prices = {4.99, 9.99, 19.99, 49.99};
                    double price = random.nextDouble() < 0.6
                            ? prices[random.nextInt(4)]
                            : Math.rint(100 * StrictMath.exp(2.5 + 0.8 * random.nextGaussian())) / 100;
                    double rebate = random.nextDouble() < 0.7 ? 0 : Math.rint(100 * 0.3 * random.nextDouble()) / 100;
                    double total = quantity * price * (1 - rebate) + 5 * random.nextGaussian();
                    double late = random.nextDouble() < (country >= 4 ? 0.5 : 0.1) ? 1 : 0;
                    return row(quantity, price, rebate, total, country, late);
                });
    }

    /** Two rings and what depends on the angle: no correlation tells of it. */
    private static KnownTables rings() {
        return new KnownTables(
                "rings",
                Optional.of("height"),
                List.of(
                        ColumnSchema.numeric("x", -INF, INF),
                        ColumnSchema.numeric("y", -INF, INF),
                        ColumnSchema.categorical("ring", List.of("inner", "outer")),
                        ColumnSchema.numeric("height", -INF, INF)),
                random -> {
                    double angle = 2 * Math.PI * random.nextDouble();
                    int ring = random.nextDouble() < 0.4 ? 0 : 1;
                    double radius = (ring == 0 ? 2 : 5) + 0.25 * random.nextGaussian();
                    double height = 3 * StrictMath.cos(2 * angle) + (ring == 0 ? 2 : 0) + 0.4 * random.nextGaussian();
                    return row(radius * StrictMath.cos(angle), radius * StrictMath.sin(angle), ring, height);
                });
    }

    /** Forty columns of ten hidden factors, for speed. */
    static KnownTables wide() {
        List<ColumnSchema> schema = new ArrayList<>();
        for (int c = 0; c < 40; c++) {
            schema.add(
                    c % 4 == 3
                            ? ColumnSchema.categorical("k" + c, List.of("l0", "l1", "l2", "l3", "l4", "l5"))
                            : c % 4 == 2
                                    ? ColumnSchema.integer("n" + c, 0, 10_000)
                                    : ColumnSchema.numeric("x" + c, -INF, INF));
        }
        return new KnownTables("wide", Optional.of("x0"), schema, random -> {
            double[] row = new double[40];
            double hidden = 0;
            for (int c = 0; c < 40; c++) {
                hidden = c % 4 == 0 ? random.nextGaussian() : hidden;
                double z = 0.7 * hidden + 0.71 * random.nextGaussian();
                row[c] = switch (c % 4) {
                    case 0 -> 10 * z + (random.nextDouble() < 0.3 ? 40 : 0);
                    case 1 -> StrictMath.exp(z);
                    case 2 -> Math.min(10_000, Math.floor(50 * StrictMath.exp(z)));
                    default -> Math.max(0, Math.min(5, Math.floor(3 + 1.5 * z)));
                };
            }
            return row;
        });
    }
}
