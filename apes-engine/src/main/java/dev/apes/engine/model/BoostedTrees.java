package dev.apes.engine.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

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

    /** {@return the node that a row which is known in the column of {@code node} goes on to} */
    int next(int node, float[] row) {
        return child(node, row[nodes[node]]);
    }

    /** {@return the node that tree t begins with; nodes are asked about by the methods below} */
    int root(int t) {
        return roots[t];
    }

    /** {@return the column that a node asks for; −1 for a leaf} */
    int column(int node) {
        return nodes[node];
    }

    /** {@return threshold of a split, value of a leaf} */
    float number(int node) {
        return value[node / STRIDE];
    }

    int less(int node) {
        return nodes[node + 1];
    }

    int other(int node) {
        return nodes[node + 2];
    }

    boolean missingIsLess(int node) {
        return nodes[node + 3] == nodes[node + 1];
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

    /**
     * The reachable nodes of several models, one entry per node, tree after tree; numbers of nodes count from 0 in each tree.
     *
     * @param less child for smaller values; 0 for leaves
     * @param missingIsLess 1 where a missing value goes with the smaller ones
     * @param leafTree tree of each leaf, in the order of {@code leafNode} and {@code leafWeight}
     * @param leafWeight value of each leaf divided by the number of models
     */
    record Flat(
            int[] tree,
            int[] node,
            int[] feature,
            float[] threshold,
            int[] less,
            int[] other,
            int[] missingIsLess,
            boolean[] leaf,
            int[] leafTree,
            int[] leafNode,
            float[] leafWeight) {}

    static Flat flat(List<BoostedTrees> models) {
        List<int[]> nodes = new ArrayList<>();
        List<Float> thresholds = new ArrayList<>();
        List<int[]> leaves = new ArrayList<>();
        List<Float> weights = new ArrayList<>();
        int tree = 0;
        for (BoostedTrees m : models) {
            for (int root : m.roots) {
                Deque<Integer> open = new ArrayDeque<>(List.of(root));
                while (!open.isEmpty()) {
                    int i = open.pop();
                    boolean leaf = m.nodes[i] < 0;
                    nodes.add(
                            leaf
                                    ? new int[] {tree, (i - root) / STRIDE, 0, 0, 0, 0, 1}
                                    : new int[] {
                                        tree,
                                        (i - root) / STRIDE,
                                        m.nodes[i],
                                        (m.nodes[i + 1] - root) / STRIDE,
                                        (m.nodes[i + 2] - root) / STRIDE,
                                        m.nodes[i + 3] == m.nodes[i + 1] ? 1 : 0,
                                        0
                                    });
                    thresholds.add(leaf ? 0f : m.value[i / STRIDE]);
                    if (leaf) {
                        leaves.add(new int[] {tree, (i - root) / STRIDE});
                        weights.add(m.value[i / STRIDE] / models.size());
                    } else {
                        open.push(m.nodes[i + 2]);
                        open.push(m.nodes[i + 1]);
                    }
                }
                tree++;
            }
        }
        boolean[] leaf = new boolean[nodes.size()];
        for (int k = 0; k < leaf.length; k++) {
            leaf[k] = nodes.get(k)[6] == 1;
        }
        return new Flat(
                column(nodes, 0),
                column(nodes, 1),
                column(nodes, 2),
                floats(thresholds),
                column(nodes, 3),
                column(nodes, 4),
                column(nodes, 5),
                leaf,
                column(leaves, 0),
                column(leaves, 1),
                floats(weights));
    }

    private static int[] column(List<int[]> rows, int column) {
        return rows.stream().mapToInt(r -> r[column]).toArray();
    }

    private static float[] floats(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }
}
