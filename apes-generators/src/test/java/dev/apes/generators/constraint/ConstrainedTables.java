package dev.apes.generators.constraint;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.Table;
import dev.apes.api.generation.TableConstraint;
import dev.apes.generators.table.SeededRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tables in which ranges, a chain of orders, a sum and combinations hold, of random bounds, decimals and holes. */
final class ConstrainedTables {
    private static final double INF = Double.POSITIVE_INFINITY;

    private ConstrainedTables() {}

    record Example(Table table, List<TableConstraint> constraints) {}

    static Example example(long seed) {
        SeededRandom random = new SeededRandom(seed);
        int rows = 1 + random.nextInt(random.nextInt(4) == 0 ? 3 : 150);
        int decimals = random.nextInt(4) - 1;
        double missing = random.nextInt(3) == 0 ? 0.15 : 0;
        boolean whole = random.nextInt(3) == 0;
        boolean strict = random.nextInt(2) == 0;
        boolean open = random.nextInt(2) == 0;
        List<double[]> cells = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            double a = rounded(20 * random.nextDouble(), whole ? 0 : decimals);
            double gap = random.nextInt(4) == 0 && !strict ? 0 : 1 + Math.floor(5 * random.nextDouble());
            double b = rounded(a + gap, whole ? 0 : decimals);
            double c = rounded(b + 3 * random.nextDouble() * random.nextDouble(), whole ? 0 : decimals);
            double x = rounded(random.nextGaussian() * 10, decimals);
            double y = rounded(5 * random.nextDouble(), decimals);
            double z = rounded(x < 0 ? 1 : 2, decimals);
            int city = random.nextInt(5);
            int country = city < 2 ? 0 : city < 4 ? 1 : 2;
            double coast = city % 2;
            double[] row = {
                a,
                b,
                c,
                x,
                y,
                z,
                decimals < 0 ? x + y + z : rounded(x + y + z, decimals),
                city,
                country,
                coast,
                random.nextGaussian()
            };
            for (int k = 0; k < row.length; k++) {
                row[k] = random.nextDouble() < missing ? Double.NaN : row[k];
            }
            cells.add(row);
        }
        List<ColumnSchema> schema = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            double[] range = range(cells, schema.size());
            schema.add(
                    whole
                            ? ColumnSchema.integer(name, open ? -INF : range[0], open ? INF : range[1])
                            : ColumnSchema.numeric(name, open ? -INF : range[0], open ? INF : range[1]));
        }
        for (String name : List.of("x", "y", "z", "total")) {
            double[] range = range(cells, schema.size());
            schema.add(ColumnSchema.numeric(name, open ? -INF : range[0], open ? INF : range[1]));
        }
        schema.add(ColumnSchema.categorical("city", List.of("Bonn", "Kiel", "Lyon", "Nice", "Oslo")));
        schema.add(ColumnSchema.categorical("country", List.of("DE", "FR", "NO", "SE")));
        schema.add(ColumnSchema.bool("coast"));
        schema.add(ColumnSchema.numeric("free", -INF, INF));
        Set<List<Double>> allowed = new LinkedHashSet<>();
        for (int city = 0; city < 5; city++) {
            allowed.add(List.of((double) city, city < 2 ? 0.0 : city < 4 ? 1 : 2, (double) (city % 2)));
        }
        List<TableConstraint> constraints = List.of(
                new TableConstraint.Order("a", "b", strict),
                new TableConstraint.Order("b", "c", false),
                new TableConstraint.Order("a", "c", false),
                new TableConstraint.Sum(List.of("x", "y", "z"), "total"),
                new TableConstraint.Range("y", 0, 5),
                new TableConstraint.Range("c", -1, 40),
                new TableConstraint.Combinations(List.of("city", "country", "coast"), allowed),
                new TableConstraint.Custom("free below 9", row -> !(row[10] >= 9)));
        return new Example(Table.ofRows(schema, cells), constraints);
    }

    private static double[] range(List<double[]> cells, int column) {
        double low = INF;
        double high = -INF;
        for (double[] row : cells) {
            low = row[column] < low ? row[column] : low;
            high = row[column] > high ? row[column] : high;
        }
        return low <= high ? new double[] {low, high} : new double[] {0, 0};
    }

    private static double rounded(double v, int decimals) {
        if (decimals < 0) {
            return v;
        }
        double power = Math.pow(10, decimals);
        return Math.rint(v * power) / power;
    }
}
