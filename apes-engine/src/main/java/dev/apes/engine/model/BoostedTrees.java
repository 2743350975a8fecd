package dev.apes.engine.model;

import java.util.Arrays;

/**
 * The trees of one XGBoost model as plain arrays: predicts what the native library predicts, bit for bit, without its handles,
 * locks and threads. Immutable and thread-safe.
 */
final class BoostedTrees {
    /** Rows whose columns fit in the first-level cache together. */
    private static final int BLOCK = 64;

    /** Ints per node: feature (−1 for a leaf), then the nodes for smaller values, for the others, and for missing ones. */
    private static final int STRIDE = 4;

    /** One node after another, so that a step down a tree touches one line of the cache; nodes are named by their place here. */
    private final int[] nodes;
    /** Threshold of a split, or value of a leaf. */
    private final float[] value;

    private final int[] roots;

    private BoostedTrees(int[] nodes, float[] value, int[] roots) {
        this.nodes = nodes;
        this.value = value;
        this.roots = roots;
    }

    int trees() {
        return roots.length;
    }

    /** Reads XGBoost's text dump, one text per tree, nodes as {@code 0:[f3<0.5] yes=1,no=2,missing=1} and {@code 1:leaf=0.1}. */
    static BoostedTrees parse(String[] dump) {
        int[] roots = new int[dump.length];
        int nodes = 0;
        for (int t = 0; t < dump.length; t++) {
            roots[t] = STRIDE * nodes;
            int last = 0;
            for (String line : dump[t].strip().split("\n")) {
                String node = line.strip();
                last = Math.max(last, Integer.parseInt(node.substring(0, node.indexOf(':'))));
            }
            // node numbers may have gaps where branches were pruned
            nodes += last + 1;
        }
        BoostedTrees trees = new BoostedTrees(new int[STRIDE * nodes], new float[nodes], roots);
        Arrays.fill(trees.nodes, -1);
        for (int t = 0; t < dump.length; t++) {
            for (String line : dump[t].strip().split("\n")) {
                trees.read(line.strip(), roots[t]);
            }
        }
        return trees;
    }

    private void read(String node, int root) {
        int colon = node.indexOf(':');
        int i = root + STRIDE * Integer.parseInt(node.substring(0, colon));
        if (node.startsWith("leaf=", colon + 1)) {
            value[i / STRIDE] = Float.parseFloat(node.substring(colon + 6));
            return;
        }
        int smaller = node.indexOf('<', colon);
        int close = node.indexOf(']', smaller);
        nodes[i] = Integer.parseInt(node.substring(colon + 3, smaller));
        value[i / STRIDE] = Float.parseFloat(node.substring(smaller + 1, close));
        nodes[i + 1] = root + STRIDE * number(node, "yes=");
        nodes[i + 2] = root + STRIDE * number(node, "no=");
        nodes[i + 3] = root + STRIDE * number(node, "missing=");
    }

    private static int number(String node, String key) {
        int from = node.indexOf(key) + key.length();
        int to = from;
        while (to < node.length() && Character.isDigit(node.charAt(to))) {
            to++;
        }
        return Integer.parseInt(node.substring(from, to));
    }

    /**
     * Adds up the leaves that each row falls into, in the order and precision of the native library. Tree by tree over a block of
     * rows, so that a tree is fetched once per block and not once per row.
     *
     * @param columns length of a row
     * @param sums one zero per row, replaced by the predictions
     */
    void predict(float[] rows, int columns, float[] sums) {
        for (int from = 0; from < sums.length; from += BLOCK) {
            int to = Math.min(sums.length, from + BLOCK);
            for (int root : roots) {
                for (int r = from; r < to; r++) {
                    sums[r] += leaf(root, rows, r * columns);
                }
            }
        }
    }

    /**
     * For rows that differ only in some columns from one prediction to the next: the first node of each tree, for each row, that
     * is a leaf or asks for one of those columns. Tree after tree.
     *
     * @param from first column that changes
     * @param to the column behind the last one
     */
    int[] starts(float[] rows, int columns, int count, int from, int to) {
        int[] starts = new int[roots.length * count];
        for (int t = 0; t < roots.length; t++) {
            for (int r = 0; r < count; r++) {
                int i = roots[t];
                for (int f = nodes[i]; f >= 0 && (f < from || f >= to); f = nodes[i]) {
                    i = child(i, rows[r * columns + f]);
                }
                starts[t * count + r] = i;
            }
        }
        return starts;
    }

    /**
     * Does what {@link #predict(float[], int, float[])} does for rows with a setting in the columns that change.
     *
     * @param starts what {@link #starts} gave for these rows and columns
     * @param setting a row of which only the columns that change are looked at
     */
    void predict(float[] rows, int columns, float[] sums, int[] starts, float[] setting, int from, int to) {
        for (int t = 0, at = 0; t < roots.length; t++) {
            for (int r = 0; r < sums.length; r++) {
                int i = starts[at++];
                for (int f = nodes[i]; f >= 0; f = nodes[i]) {
                    i = child(i, f >= from && f < to ? setting[f] : rows[r * columns + f]);
                }
                sums[r] += value[i / STRIDE];
            }
        }
    }

    private int child(int node, float x) {
        return nodes[x < value[node / STRIDE] ? node + 1 : x != x ? node + 3 : node + 2];
    }

    private float leaf(int root, float[] rows, int row) {
        int i = root;
        for (int f = nodes[i]; f >= 0; f = nodes[i]) {
            i = child(i, rows[row + f]);
        }
        return value[i / STRIDE];
    }
}
