package dev.apes.generators.constraint;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.Table;
import dev.apes.api.generation.TableConstraint;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Parts that add up to a total: the total is left out and added up again. Where the sum is out of the total's bounds, what is too much
 * or too little is shared among the parts by the room that each of them has.
 */
final class Sums implements Reshaping {
    private static final int ROUNDS = 4;

    private final int[] parts;
    private final int total;
    private final Grid[] grids;
    /** Where a cell may be missing, the others may hold more than they could beside it. */
    private final boolean binding;
    /** Parts by ascending number of decimals: the last one takes what the others can't. */
    private final int[] coarsestFirst;
    /** Whether the total is present exactly where all parts are, so that nothing is lost by leaving it out. */
    private boolean dropped;

    Sums(int[] parts, int total, Grid[] grids, boolean[] optional) {
        this.binding = !optional[total] && Arrays.stream(parts).noneMatch(p -> optional[p]);
        this.parts = parts.clone();
        this.total = total;
        this.grids = grids;
        this.coarsestFirst = Arrays.stream(parts)
                .boxed()
                .sorted((a, b) -> Integer.compare(fineness(a), fineness(b)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private int fineness(int column) {
        int decimals = grids[column].decimals();
        return decimals < 0 ? Integer.MAX_VALUE : decimals;
    }

    boolean speaksOf(int column) {
        return column == total || Arrays.stream(parts).anyMatch(p -> p == column);
    }

    /** Learns whether the total can be left out. */
    void learn(Table table) {
        dropped = true;
        for (int r = 0; r < table.rows() && dropped; r++) {
            double[] row = table.row(r);
            dropped = complete(row) != Double.isNaN(row[total]);
        }
    }

    private boolean complete(double[] row) {
        for (int p : parts) {
            if (Double.isNaN(row[p])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void tighten(Bounds bounds) {
        if (!binding) {
            return;
        }
        for (int target : parts) {
            // a part is the total less the other parts
            double least = bounds.low()[total];
            double most = bounds.high()[total];
            for (int p : parts) {
                least -= p == target ? 0 : bounds.high()[p];
                most -= p == target ? 0 : bounds.low()[p];
            }
            raise(bounds, target, least, most);
        }
        double least = 0;
        double most = 0;
        for (int p : parts) {
            least += bounds.low()[p];
            most += bounds.high()[p];
        }
        raise(bounds, total, least, most);
    }

    /** Rounding errors of the bounds themselves must not make them cross. */
    private static void raise(Bounds bounds, int column, double least, double most) {
        double slack = 1e-9 * (1 + Math.abs(least));
        if (least - slack > bounds.low()[column] && Double.isFinite(least)) {
            bounds.low()[column] =
                    least <= bounds.high()[column] + slack ? Math.min(least, bounds.high()[column]) : least;
        }
        slack = 1e-9 * (1 + Math.abs(most));
        if (most + slack < bounds.high()[column] && Double.isFinite(most)) {
            bounds.high()[column] = most >= bounds.low()[column] - slack ? Math.max(most, bounds.low()[column]) : most;
        }
    }

    @Override
    public void reshape(ColumnSchema[] schema) {
        if (dropped) {
            schema[total] = null;
        }
    }

    @Override
    public void encode(double[] row) {
        // the total stays where it is; what is left out is left out by the schema
    }

    @Override
    public void decode(double[] row, Bounds bounds) {
        for (int p : parts) {
            row[p] = bounds.clip(p, bounds.low()[p] == bounds.high()[p] ? row[p] : grids[p].round(row[p]));
        }
        if (!complete(row)) {
            if (dropped) {
                row[total] = Double.NaN;
            }
            return;
        }
        if (!dropped && Double.isNaN(row[total])) {
            return;
        }
        double wanted = bounds.clip(total, grids[total].round(sum(row)));
        for (int round = 0; round < ROUNDS && sum(row) != wanted; round++) {
            share(row, bounds, wanted - sum(row));
        }
        row[total] = wanted;
        if (Math.abs(sum(row) - wanted) > TableConstraint.SUM_TOLERANCE * (1 + Math.abs(wanted))) {
            leaveOneOut(row, bounds);
        }
    }

    private void leaveOneOut(double[] row, Bounds bounds) {
        if (bounds.optional()[total] && !dropped) {
            row[total] = Double.NaN;
            return;
        }
        for (int p : parts) {
            if (bounds.optional()[p]) {
                row[p] = Double.NaN;
                row[total] = dropped && bounds.optional()[total] ? Double.NaN : row[total];
                return;
            }
        }
    }

    private double sum(double[] row) {
        double sum = 0;
        int finest = 0;
        boolean any = false;
        for (int p : parts) {
            sum += row[p];
            any |= grids[p].decimals() < 0;
            finest = Math.max(finest, grids[p].decimals());
        }
        return any ? sum : new Grid(finest).round(sum);
    }

    /** Moves the parts by so much in all, each by its share of the room. */
    private void share(double[] row, Bounds bounds, double need) {
        double finite = 0;
        int endless = 0;
        for (int p : parts) {
            double room = room(p, row, bounds, need);
            endless += Double.isInfinite(room) ? 1 : 0;
            finite += Double.isInfinite(room) ? 0 : room;
        }
        double left = need;
        int[] movable = Arrays.stream(coarsestFirst)
                .filter(p -> room(p, row, bounds, need) > 0)
                .toArray();
        for (int i = 0; i < movable.length; i++) {
            int p = movable[i];
            double room = room(p, row, bounds, need);
            double share = endless > 0
                    ? Double.isInfinite(room) ? need / endless : 0
                    : Math.signum(need) * room * Math.min(1, Math.abs(need) / finite);
            // what rounding leaves over goes to the finest part that has room
            double moved = i == movable.length - 1 ? row[p] + left : row[p] + share;
            double to = bounds.clip(p, grids[p].round(moved));
            left -= to - row[p];
            row[p] = to;
        }
    }

    private static double room(int p, double[] row, Bounds bounds, double need) {
        return need > 0 ? Math.max(0, bounds.high()[p] - row[p]) : Math.max(0, row[p] - bounds.low()[p]);
    }

    @Override
    public int[] conditions(double[] wanted, double[] inner) {
        if (Double.isNaN(wanted[total])) {
            return new int[0];
        }
        inner[total] = Double.NaN;
        return new int[] {total};
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        out.writeBoolean(dropped);
    }

    @Override
    public void read(DataInputStream in) throws IOException {
        dropped = in.readBoolean();
    }
}
