package dev.apes.engine.model;

import java.util.Arrays;

/**
 * The trees of one model as functions of a rule's setting alone, summed over fixed rows: every split on another column has sent its
 * rows on beforehand, so a setting walks once down what is left of a tree, not once for each row. The rows that reach a node are
 * the same for every setting; only which branch counts is left open where a node asks for a parameter. Immutable and thread-safe.
 */
final class SettingTrees {
    /** Ints per node: column, then for smaller values, other values and missing ones the branch taken. */
    private static final int STRIDE = 4;

    private int[] nodes = new int[STRIDE * 64];
    private float[] threshold = new float[64];
    private int nodeCount;

    /** What a branch adds whatever the setting. */
    private double[] constant = new double[128];
    /** Where the nodes below a branch that depend on the setting begin in {@link #below}, and how many there are. */
    private int[] belowFrom = new int[128];

    private int[] belowCount = new int[128];
    private int branchCount;

    private int[] below = new int[128];
    private int belowSize;

    private final int root;

    /**
     * @param rows one after another
     * @param columns length of a row
     * @param from first column that a setting fills
     * @param to the column behind the last one
     */
    SettingTrees(BoostedTrees trees, float[] rows, int columns, int from, int to) {
        int[] all = new int[rows.length / columns];
        for (int r = 0; r < all.length; r++) {
            all[r] = r;
        }
        Open open = new Open();
        for (int t = 0; t < trees.trees(); t++) {
            new Reduction(trees, rows, columns, from, to).reduce(trees.root(t), all, all.length, open);
        }
        root = branch(open);
        nodes = Arrays.copyOf(nodes, STRIDE * nodeCount);
        threshold = Arrays.copyOf(threshold, nodeCount);
        constant = Arrays.copyOf(constant, branchCount);
        belowFrom = Arrays.copyOf(belowFrom, branchCount);
        belowCount = Arrays.copyOf(belowCount, branchCount);
        below = Arrays.copyOf(below, belowSize);
    }

    /**
     * @param setting a row of which only the setting's columns are looked at
     * @return the sum of the predictions for all rows under that setting
     */
    double sum(float[] setting) {
        return sum(root, setting);
    }

    private double sum(int branch, float[] setting) {
        double sum = constant[branch];
        int end = belowFrom[branch] + belowCount[branch];
        for (int k = belowFrom[branch]; k < end; k++) {
            int node = below[k];
            float x = setting[nodes[STRIDE * node]];
            int side = x < threshold[node] ? 1 : x != x ? 3 : 2;
            sum += sum(nodes[STRIDE * node + side], setting);
        }
        return sum;
    }

    /** A branch while its nodes are being collected. */
    private static final class Open {
        private double constant;
        private int[] below = new int[4];
        private int size;

        void add(int node) {
            if (size == below.length) {
                below = Arrays.copyOf(below, 2 * size);
            }
            below[size++] = node;
        }
    }

    private int branch(Open open) {
        if (branchCount == constant.length) {
            constant = Arrays.copyOf(constant, 2 * branchCount);
            belowFrom = Arrays.copyOf(belowFrom, 2 * branchCount);
            belowCount = Arrays.copyOf(belowCount, 2 * branchCount);
        }
        while (belowSize + open.size > below.length) {
            below = Arrays.copyOf(below, 2 * below.length);
        }
        constant[branchCount] = open.constant;
        belowFrom[branchCount] = belowSize;
        belowCount[branchCount] = open.size;
        System.arraycopy(open.below, 0, below, belowSize, open.size);
        belowSize += open.size;
        return branchCount++;
    }

    private int node(int column, float split, int less, int other, int missing) {
        if (nodeCount == threshold.length) {
            nodes = Arrays.copyOf(nodes, 2 * nodes.length);
            threshold = Arrays.copyOf(threshold, 2 * nodeCount);
        }
        int i = STRIDE * nodeCount;
        nodes[i] = column;
        nodes[i + 1] = less;
        nodes[i + 2] = other;
        nodes[i + 3] = missing;
        threshold[nodeCount] = split;
        return nodeCount++;
    }

    private final class Reduction {
        private final BoostedTrees trees;
        private final float[] rows;
        private final int columns;
        private final int from;
        private final int to;

        Reduction(BoostedTrees trees, float[] rows, int columns, int from, int to) {
            this.trees = trees;
            this.rows = rows;
            this.columns = columns;
            this.from = from;
            this.to = to;
        }

        /** Adds what the subtree at {@code i} gives for some rows to a branch. */
        void reduce(int i, int[] some, int count, Open into) {
            if (count == 0) {
                return;
            }
            int column = trees.column(i);
            if (column < 0) {
                into.constant += (double) count * trees.number(i);
            } else if (column >= from && column < to) {
                int less = reduced(trees.less(i), some, count);
                int other = reduced(trees.other(i), some, count);
                into.add(node(column, trees.number(i), less, other, trees.missingIsLess(i) ? less : other));
            } else {
                int[] left = new int[count];
                int[] right = new int[count];
                int lefts = 0;
                int rights = 0;
                for (int k = 0; k < count; k++) {
                    float x = rows[some[k] * columns + column];
                    if (x < trees.number(i) || x != x && trees.missingIsLess(i)) {
                        left[lefts++] = some[k];
                    } else {
                        right[rights++] = some[k];
                    }
                }
                reduce(trees.less(i), left, lefts, into);
                reduce(trees.other(i), right, rights, into);
            }
        }

        private int reduced(int i, int[] some, int count) {
            Open open = new Open();
            reduce(i, some, count, open);
            return branch(open);
        }
    }
}
