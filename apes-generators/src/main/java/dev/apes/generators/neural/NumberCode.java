package dev.apes.generators.neural;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.generators.table.SeededRandom;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Mode-specific normalisation (Xu et al., 2019, section 4.2): a value is written as the mode it was drawn to and its offset
 * {@code (x − μ) / 4σ} there. Values outside of four deviations are cut, as in the paper.
 *
 * <p>Deviation: a value that repeats often (at least 2 % of the column, up to {@link #MOST_REPEATED} of them) has a slot of its own
 * without offset, so that zeros stay zeros and small counts stay whole; and what is drawn is kept to the range seen and to as many
 * decimals as the data have.
 */
final class NumberCode extends ColumnCode {
    static final int MOST_REPEATED = 20;

    private static final double OFTEN = 0.02;
    private static final double WIDTH = 4;

    private final ColumnSchema column;
    private final double scale;
    private final ModeMixture.Mode[] modes;
    private final double[] repeated;
    private final int decimals;
    private final boolean[] occurs;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;

    private NumberCode(ColumnSchema column, double scale, ModeMixture.Mode[] modes, double[] repeated, int decimals) {
        this.column = column;
        this.scale = scale;
        this.modes = modes;
        this.repeated = repeated;
        this.decimals = decimals;
        this.occurs = new boolean[modes.length + repeated.length + 1];
    }

    /**
     * @param column a numeric or integer column
     * @param cells its cells, NaN where missing
     * @return its code
     */
    static NumberCode fit(ColumnSchema column, double[] cells) {
        double[] sorted = Arrays.stream(cells)
                .filter(v -> !Double.isNaN(v))
                .map(v -> v + 0.0)
                .sorted()
                .toArray();
        double[] repeated = repeated(sorted);
        double[] others = Arrays.stream(sorted)
                .filter(v -> Arrays.binarySearch(repeated, v) < 0)
                .toArray();
        double scale = 0;
        for (double v : others) {
            scale = Math.max(scale, Math.abs(v));
        }
        double unit = scale > 0 ? scale : 1;
        ModeMixture.Mode[] modes = others.length == 0
                ? new ModeMixture.Mode[0]
                : ModeMixture.fit(Arrays.stream(others).map(v -> v / unit).toArray());
        return new NumberCode(
                column, unit, modes, repeated, column.type() == ColumnType.INTEGER ? 0 : Decimals.of(sorted));
    }

    /** The values that are worth a slot of their own, ascending. */
    private static double[] repeated(double[] sorted) {
        double enough = Math.max(2, OFTEN * sorted.length);
        double[] found = new double[MOST_REPEATED];
        int[] counts = new int[MOST_REPEATED];
        int n = 0;
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            int count = to - from;
            if (count >= enough || count == sorted.length) {
                int at = n;
                if (n == MOST_REPEATED) {
                    at = rarest(counts);
                } else {
                    n++;
                }
                if (counts[at] < count) {
                    found[at] = sorted[from];
                    counts[at] = count;
                }
            }
            from = to;
        }
        double[] kept = Arrays.copyOf(found, n);
        Arrays.sort(kept);
        return kept;
    }

    private static int rarest(int[] counts) {
        int at = 0;
        for (int i = 1; i < counts.length; i++) {
            at = counts[i] < counts[at] ? i : at;
        }
        return at;
    }

    @Override
    int modes() {
        return modes.length;
    }

    @Override
    int slots() {
        return occurs.length;
    }

    @Override
    boolean covers(double cell) {
        return Double.isNaN(cell) || modes.length > 0 || Arrays.binarySearch(repeated, cell + 0.0) >= 0;
    }

    @Override
    void see(double cell) {
        if (Double.isNaN(cell)) {
            occurs[occurs.length - 1] = true;
            return;
        }
        low = Math.min(low, cell);
        high = Math.max(high, cell);
        int at = Arrays.binarySearch(repeated, cell + 0.0);
        if (at >= 0) {
            occurs[modes.length + at] = true;
        } else {
            Arrays.fill(occurs, 0, modes.length, true);
        }
    }

    @Override
    int slot(double cell, SeededRandom random) {
        if (Double.isNaN(cell)) {
            return occurs.length - 1;
        }
        int at = Arrays.binarySearch(repeated, cell + 0.0);
        if (at >= 0) {
            return modes.length + at;
        }
        double[] log = new double[modes.length];
        double max = Double.NEGATIVE_INFINITY;
        for (int m = 0; m < log.length; m++) {
            double z = (cell / scale - modes[m].mean()) / modes[m].deviation();
            log[m] = StrictMath.log(modes[m].weight() / modes[m].deviation()) - 0.5 * z * z;
            max = Math.max(max, log[m]);
        }
        double sum = 0;
        for (int m = 0; m < log.length; m++) {
            log[m] = StrictMath.exp(log[m] - max);
            sum += log[m];
        }
        double left = random.nextDouble() * sum;
        int chosen = 0;
        for (int m = 0; m < log.length && left >= 0; m++) {
            chosen = log[m] > 0 ? m : chosen;
            left -= log[m];
        }
        return chosen;
    }

    @Override
    double offset(double cell, int slot) {
        if (slot >= modes.length) {
            return 0;
        }
        double z = (cell / scale - modes[slot].mean()) / (WIDTH * modes[slot].deviation());
        return Math.max(-0.99, Math.min(0.99, z));
    }

    @Override
    boolean occurs(int slot) {
        return occurs[slot];
    }

    @Override
    double cell(int slot, double offset, SeededRandom random) {
        if (slot == occurs.length - 1) {
            return Double.NaN;
        }
        if (slot >= modes.length) {
            return repeated[slot - modes.length];
        }
        ModeMixture.Mode mode = modes[slot];
        double value = (mode.mean() + WIDTH * mode.deviation() * offset) * scale;
        return Math.max(low, Math.min(high, Decimals.round(value, decimals)));
    }

    @Override
    double likelihood(double wanted, int slot, double offset, double deviation) {
        if (slot >= modes.length) {
            return slot < occurs.length - 1 && repeated[slot - modes.length] == wanted ? 1 : 0;
        }
        if (Arrays.binarySearch(repeated, wanted + 0.0) >= 0) {
            return 0;
        }
        ModeMixture.Mode mode = modes[slot];
        double width = WIDTH * mode.deviation() * deviation;
        double z = (wanted / scale - mode.mean() - WIDTH * mode.deviation() * offset) / width;
        // heavier than normal in the tail, so that a value no row ever came near still prefers the nearer rows
        return (StrictMath.exp(-0.5 * z * z) + 1e-9 / (1 + z * z)) / width;
    }

    @Override
    void write(DataOutputStream out) throws IOException {
        out.writeDouble(scale);
        out.writeByte(modes.length);
        for (ModeMixture.Mode mode : modes) {
            out.writeDouble(mode.weight());
            out.writeDouble(mode.mean());
            out.writeDouble(mode.deviation());
        }
        out.writeByte(repeated.length);
        for (double v : repeated) {
            out.writeDouble(v);
        }
        out.writeByte(decimals);
        out.writeDouble(low);
        out.writeDouble(high);
        for (boolean o : occurs) {
            out.writeBoolean(o);
        }
    }

    static NumberCode read(ColumnSchema column, DataInputStream in) throws IOException {
        double scale = in.readDouble();
        ModeMixture.Mode[] modes = new ModeMixture.Mode[in.readByte()];
        for (int m = 0; m < modes.length; m++) {
            modes[m] = new ModeMixture.Mode(in.readDouble(), in.readDouble(), in.readDouble());
        }
        double[] repeated = new double[in.readByte()];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = in.readDouble();
        }
        NumberCode code = new NumberCode(column, scale, modes, repeated, in.readByte());
        code.low = in.readDouble();
        code.high = in.readDouble();
        for (int s = 0; s < code.occurs.length; s++) {
            code.occurs[s] = in.readBoolean();
        }
        return code;
    }
}
