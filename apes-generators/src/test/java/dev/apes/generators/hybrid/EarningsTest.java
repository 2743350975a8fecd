package dev.apes.generators.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.SeededRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarningsTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    /** y follows from x, but for noise; z from nothing. */
    private static double[][] cells(int rows, long seed) {
        SeededRandom random = new SeededRandom(seed);
        double[][] cells = new double[3][rows];
        for (int r = 0; r < rows; r++) {
            cells[0][r] = random.nextGaussian();
            cells[1][r] = 3 * cells[0][r] + 0.3 * random.nextGaussian();
            cells[2][r] = random.nextGaussian();
        }
        return cells;
    }

    static Table table(double[][] cells) {
        return new Table(
                List.of(
                        ColumnSchema.numeric("x", -INF, INF),
                        ColumnSchema.numeric("y", -INF, INF),
                        ColumnSchema.numeric("z", -INF, INF)),
                cells);
    }

    @Test
    void theRowsLearntFromEarnAllThereIs() {
        Table learnt = table(cells(400, 1));
        Earnings.Earned earned = new Earnings(learnt, table(cells(100, 2))).of(learnt);

        assertThat(earned.quality()).hasValueCloseTo(1.0, within(1e-9));
        assertThat(earned.utility()).hasValueCloseTo(1.0, within(1e-9));
        assertThat(earned.diversity()).isCloseTo(1, within(1e-9));
    }

    /** Squares of a far cell would be all that counts: of one in the batch, and of one among the rows held back. */
    @Test
    void aFarCellDoesNotDecide() {
        Table learnt = table(cells(400, 1));
        double[][] far = cells(400, 3);
        far[1][7] = 1e6;
        double[][] unseen = cells(100, 2);
        unseen[1][3] = -1e6;
        Earnings earnings = new Earnings(learnt, table(unseen));

        assertThat(earnings.of(table(far)).utility().getAsDouble()).isGreaterThan(0.95);
    }

    /** Rows in which nothing hangs together earn their shapes alone, whatever z would tell by chance. */
    @Test
    void lostDependenceCosts() {
        double[][] shuffled = cells(400, 3);
        shuffled[1] = cells(400, 4)[1];
        Earnings.Earned earned = new Earnings(table(cells(400, 1)), table(cells(100, 2))).of(table(shuffled));

        assertThat(earned.utility().getAsDouble()).isLessThan(0.1);
        assertThat(earned.quality().getAsDouble()).isLessThan(0.95);
    }
}
