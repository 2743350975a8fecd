package dev.apes.generators.constraint;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.Table;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Columns of which some must not exceed others: a column with others below it becomes what it exceeds the largest of them by, which
 * only must not be negative.
 */
final class Orders implements Reshaping {
    /**
     * One order.
     *
     * @param low column
     * @param high column
     * @param strict whether equal values are refused
     */
    record Edge(int low, int high, boolean strict) {}

    private final List<Edge> edges = new ArrayList<>();
    private final Grid[] grids;
    private final boolean[] optional;
    private final double[] base;
    /** Columns in an order in which what is below comes first. */
    private int[] sequence = new int[0];

    Orders(Grid[] grids, boolean[] optional) {
        this.grids = grids;
        this.optional = optional;
        this.base = new double[grids.length];
    }

    /** {@return whether it could be added, that is, closes no circle} */
    boolean add(Edge edge) {
        edges.add(edge);
        int[] sorted = sorted();
        if (sorted == null) {
            edges.remove(edges.size() - 1);
            return false;
        }
        sequence = sorted;
        return true;
    }

    boolean empty() {
        return edges.isEmpty();
    }

    boolean speaksOf(int column) {
        return edges.stream().anyMatch(e -> e.low == column || e.high == column);
    }

    private int[] sorted() {
        List<Integer> done = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        for (int c = 0; c < grids.length; c++) {
            if (speaksOf(c)) {
                left.add(c);
            }
        }
        while (!left.isEmpty()) {
            int before = left.size();
            left.removeIf(c -> edges.stream().noneMatch(e -> e.high == c && left.contains(e.low)) && done.add(c));
            if (left.size() == before) {
                return null;
            }
        }
        return done.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Learns what stands for the columns below where all of them are missing. */
    void learn(Table table) {
        for (int h : sequence) {
            if (below(h)) {
                double least = Double.POSITIVE_INFINITY;
                for (int r = 0; r < table.rows(); r++) {
                    double v = table.cell(r, h);
                    least = v < least ? v : least;
                }
                base[h] = Double.isFinite(least) ? least : 0;
            }
        }
    }

    private boolean below(int h) {
        return edges.stream().anyMatch(e -> e.high == h);
    }

    /** The least that a column may hold above those below it; NaN where all are missing. */
    private double floor(int h, double[] row) {
        double floor = Double.NaN;
        for (Edge e : edges) {
            if (e.high == h && !Double.isNaN(row[e.low])) {
                double least = e.strict ? grids[h].above(row[e.low]) : grids[h].ceil(row[e.low]);
                floor = Double.isNaN(floor) ? least : Math.max(floor, least);
            }
        }
        return floor;
    }

    @Override
    public void tighten(Bounds bounds) {
        for (int c : sequence) {
            bounds.low()[c] = fixed(bounds, c) ? bounds.low()[c] : grids[c].ceil(bounds.low()[c]);
            bounds.high()[c] = fixed(bounds, c) ? bounds.high()[c] : grids[c].floor(bounds.high()[c]);
        }
        for (int h : sequence) {
            for (Edge e : edges) {
                if (e.high == h && binding(e)) {
                    double low = bounds.low()[e.low];
                    double least = e.strict ? grids[h].above(low) : grids[h].ceil(low);
                    if (!(bounds.low()[h] >= least) && low > Double.NEGATIVE_INFINITY) {
                        bounds.low()[h] = least;
                    }
                }
            }
        }
        for (int i = sequence.length - 1; i >= 0; i--) {
            int l = sequence[i];
            for (Edge e : edges) {
                if (e.low == l && binding(e)) {
                    double high = bounds.high()[e.high];
                    double most = e.strict ? grids[l].below(high) : grids[l].floor(high);
                    if (!(bounds.high()[l] <= most) && high < Double.POSITIVE_INFINITY) {
                        bounds.high()[l] = most;
                    }
                }
            }
        }
    }

    /** Where one of the two may be missing, the other may hold more than it could beside it. */
    private boolean binding(Edge e) {
        return !optional[e.low] && !optional[e.high];
    }

    private static boolean fixed(Bounds bounds, int c) {
        return bounds.low()[c] == bounds.high()[c];
    }

    @Override
    public void reshape(ColumnSchema[] schema) {
        for (int h : sequence) {
            if (below(h)) {
                ColumnSchema column = schema[h];
                // what is below may be missing, and then the difference is to the smallest value seen
                schema[h] = new ColumnSchema(
                        column.name(),
                        grids[h].decimals() == 0 ? dev.apes.api.generation.ColumnType.INTEGER : column.type(),
                        0,
                        Double.POSITIVE_INFINITY,
                        List.of());
            }
        }
    }

    @Override
    public void encode(double[] row) {
        // from the top, while what is below still is itself
        for (int i = sequence.length - 1; i >= 0; i--) {
            int h = sequence[i];
            if (below(h) && !Double.isNaN(row[h])) {
                double floor = floor(h, row);
                row[h] = grids[h].round(Math.max(0, row[h] - (Double.isNaN(floor) ? base[h] : floor)));
            }
        }
    }

    @Override
    public void decode(double[] row, Bounds bounds) {
        for (int c : sequence) {
            makeRoom(c, row, bounds);
            if (fixed(bounds, c) && !Double.isNaN(row[c])) {
                row[c] = bounds.low()[c];
            } else if (below(c)) {
                double floor = floor(c, row);
                double value = row[c] + (Double.isNaN(floor) ? base[c] : floor);
                value = bounds.clip(c, grids[c].round(value));
                row[c] = value < floor ? floor : value;
            } else {
                row[c] = bounds.clip(c, grids[c].round(row[c]));
            }
        }
    }

    /** Leaves out what is below a column but above all that it can hold. */
    private void makeRoom(int h, double[] row, Bounds bounds) {
        for (Edge e : edges) {
            double most = e.high == h ? bounds.high()[h] : Double.POSITIVE_INFINITY;
            if (e.high == h && !Double.isNaN(row[h]) && (e.strict ? row[e.low] >= most : row[e.low] > most)) {
                if (bounds.optional()[h]) {
                    row[h] = Double.NaN;
                } else if (bounds.optional()[e.low]) {
                    row[e.low] = Double.NaN;
                }
            }
        }
    }

    @Override
    public int[] conditions(double[] wanted, double[] inner) {
        List<Integer> open = new ArrayList<>();
        for (int h : sequence) {
            if (!below(h) || Double.isNaN(wanted[h])) {
                continue;
            }
            boolean known = edges.stream().filter(e -> e.high == h).noneMatch(e -> Double.isNaN(wanted[e.low]));
            if (known) {
                inner[h] = grids[h].round(Math.max(0, wanted[h] - floor(h, wanted)));
            } else {
                inner[h] = Double.NaN;
                open.add(h);
            }
        }
        return open.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        for (double b : base) {
            out.writeDouble(b);
        }
    }

    @Override
    public void read(DataInputStream in) throws IOException {
        for (int c = 0; c < base.length; c++) {
            base[c] = in.readDouble();
        }
    }

    @Override
    public String toString() {
        return "Orders" + edges + Arrays.toString(base);
    }
}
