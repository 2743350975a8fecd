package dev.apes.api.contract;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.Table;
import java.util.List;
import java.util.SplittableRandom;

/** Tables with every kind of column, missing values and dependence between columns. */
final class TableFixtures {
    /** All four kinds; {@code constant} never varies; {@code open} has no bounds; {@code rare} has a level never seen. */
    static final List<ColumnSchema> MIXED = List.of(
            ColumnSchema.numeric("share", 0, 1),
            ColumnSchema.numeric("open", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
            ColumnSchema.integer("words", 1, 500),
            ColumnSchema.categorical("domain", List.of("code", "law", "health", "never seen")),
            ColumnSchema.bool("polite"),
            ColumnSchema.numeric("constant", 0, 10));

    private TableFixtures() {}

    /**
     * @param rows how many
     * @param missing share of cells that are missing, in every column but the last
     * @param seed of the draw
     */
    static Table mixed(int rows, double missing, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] columns = new double[MIXED.size()][rows];
        for (int r = 0; r < rows; r++) {
            double hidden = random.nextDouble();
            columns[0][r] = hidden * hidden;
            columns[1][r] = 100 * hidden + 30 * (random.nextDouble() - 0.5);
            columns[2][r] = 1 + Math.floor(Math.min(499, 40 * hidden - 20 * Math.log(1 - random.nextDouble())));
            columns[3][r] = random.nextDouble() < 0.5 + hidden / 2 ? 0 : 1 + random.nextInt(2);
            columns[4][r] = random.nextDouble() < hidden ? 1 : 0;
            columns[5][r] = 4.25;
            for (int c = 0; c < 5; c++) {
                if (random.nextDouble() < missing) {
                    columns[c][r] = Double.NaN;
                }
            }
        }
        return new Table(MIXED, columns);
    }
}
