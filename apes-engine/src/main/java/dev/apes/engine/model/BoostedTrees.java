package dev.apes.engine.model;

import java.util.Arrays;

/**
 * The trees of one XGBoost model as plain arrays: predicts what the native library predicts, bit for bit, without its handles,
 * locks and threads. Immutable and thread-safe.
 */
final class BoostedTrees {
    /** Rows whose columns fit in the first-level cache together. */
    private static final int BLOCK = 64;

    /** Feature of a split; −1 for a leaf. */
    private final int[] feature;
    /** Threshold of a split, or value of a leaf. */
    private final float[] value;
    /** Child for smaller values, for the others, and for missing ones. */
    private final int[] less;

    private final int[] other;
    private final int[] missing;
    private final int[] roots;

    private BoostedTrees(int[] feature, float[] value, int[] less, int[] other, int[] missing, int[] roots) {
        this.feature = feature;
        this.value = value;
        this.less = less;
        this.other = other;
        this.missing = missing;
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
            roots[t] = nodes;
            int last = 0;
            for (String line : dump[t].strip().split("\n")) {
                String node = line.strip();
                last = Math.max(last, Integer.parseInt(node.substring(0, node.indexOf(':'))));
            }
            // node numbers may have gaps where branches were pruned
            nodes += last + 1;
        }
        BoostedTrees trees = new BoostedTrees(
                new int[nodes], new float[nodes], new int[nodes], new int[nodes], new int[nodes], roots);
        Arrays.fill(trees.feature, -1);
        for (int t = 0; t < dump.length; t++) {
            for (String line : dump[t].strip().split("\n")) {
                trees.read(line.strip(), roots[t]);
            }
        }
        return trees;
    }

    private void read(String node, int root) {
        int colon = node.indexOf(':');
        int i = root + Integer.parseInt(node.substring(0, colon));
        if (node.startsWith("leaf=", colon + 1)) {
            value[i] = Float.parseFloat(node.substring(colon + 6));
            return;
        }
        int smaller = node.indexOf('<', colon);
        int close = node.indexOf(']', smaller);
        feature[i] = Integer.parseInt(node.substring(colon + 3, smaller));
        value[i] = Float.parseFloat(node.substring(smaller + 1, close));
        less[i] = root + number(node, "yes=");
        other[i] = root + number(node, "no=");
        missing[i] = root + number(node, "missing=");
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

    private float leaf(int root, float[] rows, int row) {
        int i = root;
        int f = feature[i];
        while (f >= 0) {
            float x = rows[row + f];
            i = x < value[i] ? less[i] : x != x ? missing[i] : other[i];
            f = feature[i];
        }
        return value[i];
    }
}
