package dev.apes.generators.smote;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.Conditions;
import dev.apes.generators.table.SealedPayload;
import dev.apes.generators.table.SeededRandom;
import dev.apes.generators.table.TableSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Rows between neighbours. Neighbours are looked up when a row is first drawn on and remembered if no condition restricts them;
 * what is remembered never changes a result, so that any number of threads may sample.
 */
final class SmoteSynthesizer implements Synthesizer {
    private static final int ROWS_BETWEEN_QUESTIONS = 16;

    private final TableSummary summary;
    private final SmoteSettings settings;
    private final ScaledRows rows;
    /** Whether some column is continuous, so that a row equal to another says nothing new. */
    private final boolean continuous;

    private final AtomicReferenceArray<int[]> remembered;

    SmoteSynthesizer(TableSummary summary, SmoteSettings settings) {
        this.summary = summary;
        this.settings = settings;
        this.rows = new ScaledRows(summary);
        this.continuous = summary.schema().stream().anyMatch(c -> c.type() == ColumnType.NUMERIC);
        this.remembered = new AtomicReferenceArray<>(rows.rows());
    }

    @Override
    public Table sample(SampleRequest request) {
        request.cancellation().throwIfCancelled();
        double[] conditions = Conditions.byColumn(summary.schema(), request.conditions());
        boolean free = request.conditions().isEmpty();
        int[] pool = ConditionPool.of(rows, conditions, 4 * settings.neighbours());
        AtomicReferenceArray<int[]> memory = free ? remembered : new AtomicReferenceArray<>(rows.rows());
        SeededRandom random = new SeededRandom(request.seed());
        int width = conditions.length;
        double[][] columns = new double[width][request.rows()];
        for (int r = 0; r < request.rows(); r++) {
            if (r % ROWS_BETWEEN_QUESTIONS == 0) {
                request.cancellation().throwIfCancelled();
            }
            int base = pool[random.nextInt(pool.length)];
            int[] near = memory.get(base);
            if (near == null) {
                near = rows.nearest(base, pool, settings.neighbours(), continuous);
                memory.set(base, near);
            }
            int neighbour = near.length == 0 ? base : near[random.nextInt(near.length)];
            double share = random.nextDouble();
            for (int c = 0; c < width; c++) {
                // drawn for every cell, so that a condition leaves the stream of the others alone
                boolean fromBase = random.nextDouble() >= share;
                columns[c][r] = Double.isNaN(conditions[c])
                        ? between(c, base, neighbour, near, share, fromBase)
                        : conditions[c];
            }
        }
        return new Table(summary.schema(), columns);
    }

    private double between(int c, int base, int neighbour, int[] near, double share, boolean fromBase) {
        ColumnSchema column = summary.schema().get(c);
        double[] cells = summary.kept(c);
        double a = cells[base];
        double b = cells[neighbour];
        // what is missing is the base's alone: rows with holes are seldom neighbours, so that holes would die out
        if (Double.isNaN(a)) {
            return a;
        }
        if (!rows.numeric(c)) {
            return settings.vote() ? vote(cells, a, near) : fromBase || Double.isNaN(b) ? a : b;
        }
        if (Double.isNaN(b)) {
            return a;
        }
        double v = a * (1 - share) + b * share;
        v = column.type() == ColumnType.INTEGER ? Math.rint(v) : v;
        // rounding must not leave the two ends; + 0.0 turns a negative zero into zero
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), v)) + 0.0;
    }

    /** The level most frequent among the neighbours; ties go to the base's, then to the nearest's. */
    private static double vote(double[] cells, double own, int[] near) {
        double winner = own;
        int most = 0;
        for (int i = -1; i < near.length; i++) {
            double level = i < 0 ? own : cells[near[i]];
            if (Double.isNaN(level)) {
                continue;
            }
            int votes = 0;
            for (int other : near) {
                votes += Double.compare(cells[other], level) == 0 ? 1 : 0;
            }
            if (votes > most) {
                most = votes;
                winner = level;
            }
        }
        return winner;
    }

    @Override
    public Synthesizer fitFurther(Table more, FitContext context) {
        SmoteSettings now = context.options().isEmpty() ? settings : SmoteSettings.of(context);
        context.cancellation().throwIfCancelled();
        return new SmoteSynthesizer(summary.plus(more, context.seed()), now);
    }

    @Override
    public void save(OutputStream out) throws IOException {
        SealedPayload.write(out, SmoteGenerator.NAME, SmoteGenerator.FORMAT, payload -> {
            payload.writeInt(settings.neighbours());
            payload.writeBoolean(settings.vote());
            summary.write(payload);
        });
    }

    @Override
    public String toString() {
        return "smote[" + rows.rows() + " of " + summary.total() + " rows kept, " + settings.neighbours()
                + " neighbours, columns "
                + Arrays.toString(
                        summary.schema().stream().map(ColumnSchema::name).toArray()) + "]";
    }
}
