package dev.apes.generators.quality;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows as points, for what needs coordinates: numbers less the real mean by the real standard deviation (population), booleans and
 * the {@value #MOST_LEVELS} most frequent levels of a category as 0 or 1/√2, so that two rows of different level are 1 apart; other
 * levels are the origin. A missing cell is the mean, or the origin, and 1 in a coordinate of its own. Immutable.
 */
final class RowVectors {
    private static final int MOST_LEVELS = 30;
    private static final double LEVEL = Math.sqrt(0.5);

    /** One coordinate: of which column, of which level (-1 for a number, -2 for being missing), and how it is scaled. */
    private record Coordinate(int column, double level, double mean, double deviation) {
        double of(double cell) {
            if (level == -2) {
                return Double.isNaN(cell) ? 1 : 0;
            }
            if (level >= 0) {
                return cell == level ? LEVEL : 0;
            }
            return Double.isNaN(cell) ? 0 : (cell - mean) / deviation;
        }
    }

    private final List<Coordinate> coordinates = new ArrayList<>();

    /**
     * @param real whose means, deviations and levels are used
     * @param leftOut a column that gives no coordinate, or -1
     */
    RowVectors(Table real, int leftOut) {
        for (int c = 0; c < real.schema().size(); c++) {
            if (c == leftOut) {
                continue;
            }
            double[] cells = real.column(c);
            double[] present = ColumnShapes.present(cells);
            addCoordinates(c, real.schema().get(c), present);
            coordinates.add(new Coordinate(c, -2, 0, 1));
        }
    }

    private void addCoordinates(int c, ColumnSchema column, double[] present) {
        if (column.type() == ColumnType.NUMERIC || column.type() == ColumnType.INTEGER) {
            double mean = Arrays.stream(present).average().orElse(0);
            double square = Arrays.stream(present)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(0);
            coordinates.add(new Coordinate(c, -1, mean, square > 0 ? Math.sqrt(square) : 1));
            return;
        }
        int[] counts = new int[(int) column.max() + 1];
        for (double v : present) {
            counts[(int) v]++;
        }
        IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer l) -> -counts[l]).thenComparing(Comparator.naturalOrder()))
                .limit(MOST_LEVELS)
                .forEach(level -> coordinates.add(new Coordinate(c, level, 0, 1)));
    }

    int dimensions() {
        return coordinates.size();
    }

    double[][] of(Table table) {
        double[][] points = new double[table.rows()][coordinates.size()];
        for (int i = 0; i < coordinates.size(); i++) {
            Coordinate coordinate = coordinates.get(i);
            for (int r = 0; r < points.length; r++) {
                points[r][i] = coordinate.of(table.cell(r, coordinate.column()));
            }
        }
        return points;
    }
}
