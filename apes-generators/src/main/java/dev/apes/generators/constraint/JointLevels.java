package dev.apes.generators.constraint;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.Table;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Columns of which only some combinations are allowed: one category whose levels are the combinations. */
final class JointLevels implements Reshaping {
    private final String name;
    private final int[] columns;
    private final List<List<Double>> levels;
    private final Map<List<Double>, Integer> index = new LinkedHashMap<>();
    private long[] counts;

    JointLevels(String name, int[] columns, Collection<List<Double>> allowed) {
        this.name = name;
        this.columns = columns.clone();
        this.levels = new ArrayList<>(allowed);
        levels.forEach(level -> index.put(level, index.size()));
        this.counts = new long[levels.size()];
    }

    boolean speaksOf(int column) {
        return Arrays.stream(columns).anyMatch(c -> c == column);
    }

    /** Learns how often each combination occurs, and which there are with missing cells. */
    void learn(Table table) {
        Map<Integer, Long> seen = new LinkedHashMap<>();
        for (int r = 0; r < table.rows(); r++) {
            List<Double> level = level(table.row(r));
            Integer known = index.get(level);
            if (known == null) {
                known = levels.size();
                index.put(level, known);
                levels.add(level);
            }
            seen.merge(known, 1L, Long::sum);
        }
        counts = Arrays.copyOf(counts, levels.size());
        seen.forEach((level, count) -> counts[level] += count);
    }

    /** Counts further rows, whose combinations are all known. */
    void count(Table more) {
        for (int r = 0; r < more.rows(); r++) {
            counts[nearest(level(more.row(r)))]++;
        }
    }

    /** A pattern of missing cells that the first fit did not see becomes a level that has the cells that are present. */
    private int nearest(List<Double> level) {
        Integer known = index.get(level);
        if (known != null) {
            return known;
        }
        int best = 0;
        int mostEqual = -1;
        for (int l = 0; l < levels.size(); l++) {
            int equal = 0;
            for (int i = 0; i < columns.length; i++) {
                equal += level.get(i).equals(levels.get(l).get(i)) ? 1 : 0;
            }
            if (equal > mostEqual) {
                mostEqual = equal;
                best = l;
            }
        }
        return best;
    }

    private List<Double> level(double[] row) {
        List<Double> level = new ArrayList<>(columns.length);
        for (int c : columns) {
            level.add(Double.isNaN(row[c]) ? Double.NaN : row[c] + 0.0);
        }
        return level;
    }

    @Override
    public void tighten(Bounds bounds) {
        for (int i = 0; i < columns.length; i++) {
            int place = i;
            int c = columns[i];
            double[] held = levels.stream()
                    .mapToDouble(l -> l.get(place))
                    .filter(v -> !Double.isNaN(v))
                    .sorted()
                    .toArray();
            if (held.length > 0 && bounds.low()[c] != bounds.high()[c]) {
                bounds.low()[c] = Math.max(bounds.low()[c], held[0]);
                bounds.high()[c] = Math.min(bounds.high()[c], held[held.length - 1]);
            }
        }
    }

    @Override
    public void reshape(ColumnSchema[] schema) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            names.add(String.valueOf(i));
        }
        Arrays.stream(columns).forEach(c -> schema[c] = null);
        schema[columns[0]] = ColumnSchema.categorical(name, names);
    }

    /** The column that the combined category stands in. */
    int column() {
        return columns[0];
    }

    @Override
    public void encode(double[] row) {
        int level = nearest(level(row));
        row[columns[0]] = level;
    }

    @Override
    public void decode(double[] row, Bounds bounds) {
        List<Double> level = levels.get((int) row[columns[0]]);
        for (int i = 0; i < columns.length; i++) {
            row[columns[i]] = level.get(i);
        }
    }

    @Override
    public int[] conditions(double[] wanted, double[] inner) {
        for (int c : columns) {
            inner[c] = Double.NaN;
        }
        return new int[0];
    }

    /**
     * @param wanted cells by column, {@code NaN} for none
     * @return how often each level that has them occurs, 1 for each if none of them does; null if no column has a condition
     */
    double[] weights(double[] wanted) {
        if (Arrays.stream(columns).allMatch(c -> Double.isNaN(wanted[c]))) {
            return null;
        }
        double[] weights = new double[levels.size()];
        boolean some = false;
        boolean seen = false;
        for (int l = 0; l < weights.length; l++) {
            boolean fits = true;
            for (int i = 0; i < columns.length; i++) {
                fits &= Double.isNaN(wanted[columns[i]])
                        || wanted[columns[i]] == levels.get(l).get(i);
            }
            weights[l] = fits ? counts[l] : -1;
            some |= fits;
            seen |= fits && counts[l] > 0;
        }
        if (!some) {
            throw new IllegalArgumentException("no allowed combination meets the condition on " + name);
        }
        boolean anySeen = seen;
        return Arrays.stream(weights).map(w -> w < 0 ? 0 : anySeen ? w : 1).toArray();
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(levels.size());
        for (int l = 0; l < counts.length; l++) {
            out.writeLong(counts[l]);
            for (double v : levels.get(l)) {
                out.writeDouble(v);
            }
        }
    }

    @Override
    public void read(DataInputStream in) throws IOException {
        int n = in.readInt();
        levels.clear();
        index.clear();
        counts = new long[n];
        for (int l = 0; l < n; l++) {
            counts[l] = in.readLong();
            List<Double> level = new ArrayList<>();
            for (int i = 0; i < columns.length; i++) {
                level.add(in.readDouble());
            }
            index.put(level, l);
            levels.add(level);
        }
    }
}
