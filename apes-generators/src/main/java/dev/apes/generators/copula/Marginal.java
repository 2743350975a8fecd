package dev.apes.generators.copula;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One column as a non-decreasing function of a standard normal variable z, piecewise linear between knots. Two knots of one z
 * are a jump; two of one value are an atom, an interval of z that all maps to that value. For categories a knot's value is a
 * position in {@code order}, and every interval is an atom. Immutable.
 */
final class Marginal {
    /** Beyond any z that is drawn. */
    static final double END = 9;

    /** Terms of the Hermite expansion; see {@link HermiteCorrelation}. */
    static final int TERMS = 24;

    /** The axis between -4 and 4 is cut into cells, so that a knot is found without a search. */
    private static final int CELLS = 1024;

    private final double[] z;
    private final double[] x;
    private final int[] firstAbove = new int[CELLS];
    /** Mean score of the atom that starts at a knot; {@code NaN} where none does. */
    private final double[] atomScore;

    private final boolean whole;
    private final int[] order;
    private final int[] position;
    private final double min;
    private final double max;
    private final String form;

    /**
     * @param z knots, non-decreasing, from at most {@code -END} to at least {@code END}
     * @param x their values, non-decreasing
     * @param whole whether values are rounded
     * @param order for categories the level at each position, else null
     * @param min smallest value allowed
     * @param max largest value allowed
     * @param form how it was fitted, for people
     */
    Marginal(double[] z, double[] x, boolean whole, int[] order, double min, double max, String form) {
        this.z = z;
        this.x = x;
        this.whole = whole;
        this.order = order;
        this.min = min;
        this.max = max;
        this.form = form;
        int above = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            while (above < z.length && z[above] <= cell * 8.0 / CELLS - 4) {
                above++;
            }
            firstAbove[cell] = above;
        }
        atomScore = atomScores(z, x);
        this.position = order == null ? null : new int[order.length];
        if (order != null) {
            for (int i = 0; i < order.length; i++) {
                position[order[i]] = i;
            }
        }
    }

    /** {@return how it was fitted} */
    String form() {
        return form;
    }

    /** {@return the levels in the order in which they share the z axis, for {@code count} levels} */
    int[] levelOrder(int count) {
        return order == null ? IntStream.range(0, count).toArray() : order.clone();
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(z.length);
        for (int i = 0; i < z.length; i++) {
            out.writeDouble(z[i]);
            out.writeDouble(x[i]);
        }
        out.writeBoolean(whole);
        out.writeInt(order == null ? -1 : order.length);
        for (int i = 0; order != null && i < order.length; i++) {
            out.writeInt(order[i]);
        }
        out.writeDouble(min);
        out.writeDouble(max);
        out.writeUTF(form);
    }

    static Marginal read(DataInputStream in) throws IOException {
        int knots = in.readInt();
        double[] z = new double[knots];
        double[] x = new double[knots];
        for (int i = 0; i < knots; i++) {
            z[i] = in.readDouble();
            x[i] = in.readDouble();
        }
        boolean whole = in.readBoolean();
        int levels = in.readInt();
        int[] order = levels < 0 ? null : new int[levels];
        for (int i = 0; i < levels; i++) {
            order[i] = in.readInt();
        }
        return new Marginal(z, x, whole, order, in.readDouble(), in.readDouble(), in.readUTF());
    }

    /** The cell that belongs to a normal score. */
    double value(double score) {
        int i = knotAt(score);
        double v;
        if (i < 0) {
            v = x[0];
        } else if (i >= z.length - 1 || x[i] == x[i + 1]) {
            v = x[i];
        } else {
            double t = (score - z[i]) / (z[i + 1] - z[i]);
            v = x[i] * (1 - t) + x[i + 1] * t;
        }
        if (order != null) {
            return order[(int) v];
        }
        // + 0.0 turns the negative zero that rounding may leave into zero
        return Math.min(max, Math.max(min, whole ? Math.rint(v) : v)) + 0.0;
    }

    /** The last knot at or below a score; -1 if there is none. */
    private int knotAt(double score) {
        if (!(score >= -4 && score < 4)) {
            return upper(z, score) - 1;
        }
        // the sum may round up, to the next cell or beyond the last
        int i = firstAbove[Math.min(CELLS - 1, (int) ((score + 4) * (CELLS / 8)))];
        while (i > 0 && z[i - 1] > score) {
            i--;
        }
        while (i < z.length && z[i] <= score) {
            i++;
        }
        return i - 1;
    }

    /**
     * The normal scores that a cell may stand for.
     *
     * @param cell not missing
     * @return {low, high}, equal where one score gives the cell; infinite on both sides for a level never seen
     */
    double[] interval(double cell) {
        double v = order == null ? cell : position[(int) cell];
        int from = lower(x, v);
        int to = upper(x, v) - 1;
        if (order != null && from > to) {
            return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        }
        if (from <= to && from < to) {
            return new double[] {
                from == 0 ? Double.NEGATIVE_INFINITY : z[from], to == z.length - 1 ? Double.POSITIVE_INFINITY : z[to]
            };
        }
        if (whole) {
            return new double[] {inverse(v - 0.5), inverse(v + 0.5)};
        }
        double point = inverse(v);
        return new double[] {point, point};
    }

    private double inverse(double v) {
        return inverse(v, upper(x, v) - 1);
    }

    /** With the last knot at or below the value, -1 if there is none. */
    private double inverse(double v, int i) {
        if (i < 0) {
            return z[0];
        }
        if (i >= x.length - 1) {
            return z[z.length - 1];
        }
        // halves, because the difference of two huge values may overflow
        return z[i] + (z[i + 1] - z[i]) * ((v / 2 - x[i] / 2) / (x[i + 1] / 2 - x[i] / 2));
    }

    /** The mean normal score of a cell, at most 4 in size: a value far outside the data says no more than that. */
    double score(double cell) {
        double v = order == null ? cell : position[(int) cell];
        int knot = lower(x, v);
        if (knot < x.length && x[knot] == v && atomScore[knot] == atomScore[knot]) {
            return atomScore[knot];
        }
        if (order == null && !whole) {
            return limited(inverse(v, knot < x.length && x[knot] == v ? knot : knot - 1));
        }
        double[] range = interval(cell);
        double mean = range[0] == range[1] ? range[0] : StandardNormal.meanBetween(range[0], range[1]);
        return limited(mean);
    }

    private static double limited(double score) {
        return Math.max(-4, Math.min(4, score));
    }

    private static double[] atomScores(double[] z, double[] x) {
        double[] scores = new double[x.length];
        Arrays.fill(scores, Double.NaN);
        int from = 0;
        while (from < x.length) {
            int to = from;
            while (to + 1 < x.length && x[to + 1] == x[from]) {
                to++;
            }
            if (to > from) {
                double low = from == 0 ? Double.NEGATIVE_INFINITY : z[from];
                double high = to == x.length - 1 ? Double.POSITIVE_INFINITY : z[to];
                scores[from] = limited(low == high ? low : StandardNormal.meanBetween(low, high));
            }
            from = to + 1;
        }
        return scores;
    }

    /**
     * Coefficients of {@link #score} of a normal variable in normalised Hermite polynomials, of orders 1 to {@link #TERMS}; at
     * index 0 the score's variance, which all orders together would sum to. On an atom the score is constant, elsewhere it is z
     * itself; both integrate in closed form.
     */
    double[] hermite() {
        double[] sum = new double[TERMS + 1];
        double from = Double.NEGATIVE_INFINITY;
        int i = 0;
        while (i < z.length - 1) {
            int end = i + 1;
            boolean atom = x[i] == x[end];
            while (end < z.length - 1 && (x[end] == x[end + 1]) == atom && (!atom || x[end + 1] == x[i])) {
                end++;
            }
            double to = end == z.length - 1 ? Double.POSITIVE_INFINITY : z[end];
            if (to > from) {
                add(sum, from, to, atom);
                from = to;
            }
            i = end;
        }
        return sum;
    }

    private static void add(double[] sum, double a, double b, boolean atom) {
        double[] atA = hermiteTimesDensity(a);
        double[] atB = hermiteTimesDensity(b);
        double mean = atom ? StandardNormal.meanBetween(a, b) : 0;
        double mass = StandardNormal.cdf(b) - StandardNormal.cdf(a);
        sum[0] += atom ? mass * mean * mean : mass + atA[1] - atB[1];
        for (int k = 1; k <= TERMS; k++) {
            if (atom) {
                // the integral of He_k φ is -He_{k-1} φ; here in normalised polynomials h_k = He_k / √k!
                sum[k] += mean * (atA[k - 1] - atB[k - 1]) / Math.sqrt(k);
            } else if (k == 1) {
                sum[1] += mass + atA[1] - atB[1];
            } else {
                // z He_k = He_{k+1} + k He_{k-1}
                sum[k] += atA[k] - atB[k] + Math.sqrt(k / (k - 1.0)) * (atA[k - 2] - atB[k - 2]);
            }
        }
    }

    /** h_k(z) φ(z) for k from 0 to TERMS; 0 at the infinities. */
    private static double[] hermiteTimesDensity(double at) {
        double[] values = new double[TERMS + 1];
        if (Double.isInfinite(at)) {
            return values;
        }
        values[0] = StandardNormal.density(at);
        values[1] = at * values[0];
        for (int k = 1; k < TERMS; k++) {
            values[k + 1] = (at * values[k] - Math.sqrt(k) * values[k - 1]) / Math.sqrt(k + 1.0);
        }
        return values;
    }

    /** First index whose element is at least {@code key}. */
    static int lower(double[] sorted, double key) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (sorted[mid] < key) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    /** First index whose element is greater than {@code key}. */
    static int upper(double[] sorted, double key) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (sorted[mid] <= key) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    @Override
    public String toString() {
        return form + " with knots " + Arrays.toString(new double[] {x[0], x[x.length / 2], x[x.length - 1]});
    }
}
