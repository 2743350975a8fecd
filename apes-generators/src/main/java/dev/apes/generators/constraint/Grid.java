package dev.apes.generators.constraint;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.generators.neural.Decimals;
import java.util.Arrays;

/**
 * The numbers that a column may hold: those with so many decimals, or all. What is put on it stays where it is when it is written with
 * so many decimals, so that what holds between numbers holds between their texts.
 *
 * @param decimals as {@link Decimals#of} counts them
 */
record Grid(int decimals) {
    private static final double LARGEST = 1e9;

    /** {@return the grid of a column, as far as its cells tell} */
    static Grid of(ColumnSchema column, double[] cells) {
        return column.type() == ColumnType.INTEGER
                ? new Grid(0)
                : new Grid(Decimals.of(
                        Arrays.stream(cells).filter(v -> !Double.isNaN(v)).toArray()));
    }

    Grid finer(Grid other) {
        return any() || other.any() ? new Grid(Decimals.ANY) : decimals > other.decimals ? this : other;
    }

    private boolean any() {
        return decimals == Decimals.ANY;
    }

    private boolean free(double v) {
        return any() || !(Math.abs(v) <= LARGEST * (decimals == 0 ? 1e6 : 1));
    }

    private double step() {
        double step = 1;
        for (int i = 0; i < decimals; i++) {
            step /= 10;
        }
        return step;
    }

    double round(double v) {
        return free(v) ? v : Decimals.round(v, decimals);
    }

    /** {@return the largest number of the grid that is not above} */
    double floor(double v) {
        double r = round(v);
        return r <= v ? r : round(r - step());
    }

    /** {@return the smallest number of the grid that is not below} */
    double ceil(double v) {
        double r = round(v);
        return r >= v ? r : round(r + step());
    }

    double below(double v) {
        double r = floor(v);
        return r < v ? r : free(v) ? Math.nextDown(v) : round(r - step());
    }

    double above(double v) {
        double r = ceil(v);
        return r > v ? r : free(v) ? Math.nextUp(v) : round(r + step());
    }
}
