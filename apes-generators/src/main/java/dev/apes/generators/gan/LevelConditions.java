package dev.apes.generators.gan;

import dev.apes.generators.neural.CodedRows;
import dev.apes.generators.neural.TableCode;
import dev.apes.generators.table.SeededRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The conditional vector and training by sampling (Xu et al., 2019, section 4.3): a discrete column is drawn uniformly, one of its
 * levels with probability proportional to the logarithm of its frequency, and a row that has it. Immutable and thread-safe.
 */
final class LevelConditions {
    private final TableCode code;
    private final int[] columns;
    private final int[] at;
    private final int width;
    private final int[][][] rows;
    private final double[][] logShare;
    private final int count;

    LevelConditions(TableCode code, CodedRows table) {
        this.code = code;
        this.count = table.rows();
        columns = IntStream.range(0, code.columns()).filter(code::discrete).toArray();
        at = new int[columns.length];
        rows = new int[columns.length][][];
        logShare = new double[columns.length][];
        int end = 0;
        for (int i = 0; i < columns.length; i++) {
            at[i] = end;
            end += code.slots(columns[i]);
            rows[i] = rowsBySlot(table, columns[i]);
            logShare[i] = Arrays.stream(rows[i])
                    .mapToDouble(r -> StrictMath.log(r.length + 1.0))
                    .toArray();
            double sum = Arrays.stream(logShare[i]).sum();
            for (int s = 0; s < logShare[i].length; s++) {
                logShare[i][s] /= sum;
            }
        }
        width = end;
    }

    private int[][] rowsBySlot(CodedRows table, int column) {
        int[][] found = new int[code.slots(column)][0];
        int[] used = new int[found.length];
        for (int r = 0; r < count; r++) {
            int s = table.slot(column, r);
            if (used[s] == found[s].length) {
                found[s] = Arrays.copyOf(found[s], Math.max(4, 2 * used[s]));
            }
            found[s][used[s]++] = r;
        }
        for (int s = 0; s < found.length; s++) {
            found[s] = Arrays.copyOf(found[s], used[s]);
        }
        return found;
    }

    /** How many places the vector has; 0 if no column is discrete. */
    int width() {
        return width;
    }

    /**
     * One condition.
     *
     * @param index which of the discrete columns, -1 for none
     * @param slot its slot
     */
    record Choice(int index, int slot) {
        static final Choice NONE = new Choice(-1, 0);
    }

    /** By log-frequency, for training. */
    Choice forTraining(SeededRandom random) {
        return draw(random, logShare);
    }

    private Choice draw(SeededRandom random, double[][] shares) {
        if (columns.length == 0) {
            return Choice.NONE;
        }
        int i = random.nextInt(columns.length);
        double left = random.nextDouble();
        int chosen = 0;
        for (int s = 0; s < shares[i].length && left >= 0; s++) {
            chosen = shares[i][s] > 0 ? s : chosen;
            left -= shares[i][s];
        }
        return new Choice(i, chosen);
    }

    /** As often as it occurs, for sampling: the level of a random row. */
    Choice forSampling(SeededRandom random) {
        if (columns.length == 0) {
            return Choice.NONE;
        }
        int i = random.nextInt(columns.length);
        int left = random.nextInt(count);
        int slot = 0;
        while (left >= rows[i][slot].length) {
            left -= rows[i][slot++].length;
        }
        return new Choice(i, slot);
    }

    /** The condition that a column has a level; none if the column isn't discrete or the level never occurred. */
    Choice of(int column, double level) {
        int i = Arrays.binarySearch(columns, column);
        if (i < 0) {
            return Choice.NONE;
        }
        int slot = code.slotOfLevel(column, level);
        return rows[i][slot].length == 0 ? Choice.NONE : new Choice(i, slot);
    }

    /** A random row that meets a condition. */
    int row(Choice choice, SeededRandom random) {
        if (choice.index < 0) {
            return random.nextInt(count);
        }
        int[] candidates = rows[choice.index][choice.slot];
        return candidates[random.nextInt(candidates.length)];
    }

    /** Writes the vector. */
    void write(Choice choice, float[] into, int from) {
        Arrays.fill(into, from, from + width, 0);
        if (choice.index >= 0) {
            into[from + at[choice.index] + choice.slot] = 1;
        }
    }

    /** The column of a condition. */
    int column(Choice choice) {
        return columns[choice.index];
    }
}
