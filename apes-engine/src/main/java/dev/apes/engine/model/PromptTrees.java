package dev.apes.engine.model;

import java.util.Arrays;

/**
 * What is left of a model's trees when some columns are known, as one array in the order of the walk: predicts one row at a time,
 * bit for bit what the whole trees predict. Immutable and thread-safe.
 */
final class PromptTrees {
    /**
     * Ints per node: twice the column, plus 1 where missing values go with the smaller ones, or −1 for a leaf; the bits of the threshold
     * or of the leaf's value; where the branch of the other values begins. That of smaller values follows the node.
     */
    private static final int STRIDE = 3;

    private int[] cells;
    private int size;
    private final int[] roots;

    /**
     * @param row holds the known columns
     * @param from first known column; all behind it are known, too
     */
    PromptTrees(BoostedTrees trees, float[] row, int from) {
        cells = new int[STRIDE * 64 * Math.max(1, trees.trees())];
        roots = new int[trees.trees()];
        for (int t = 0; t < roots.length; t++) {
            roots[t] = size;
            copy(trees, trees.root(t), row, from);
        }
        cells = Arrays.copyOf(cells, size);
    }

    private void copy(BoostedTrees trees, int node, float[] row, int from) {
        int i = node;
        while (trees.column(i) >= from) {
            i = trees.next(i, row);
        }
        if (size + STRIDE > cells.length) {
            cells = Arrays.copyOf(cells, 2 * cells.length);
        }
        int at = size;
        size += STRIDE;
        cells[at + 1] = Float.floatToRawIntBits(trees.number(i));
        if (trees.column(i) < 0) {
            cells[at] = -1;
            return;
        }
        cells[at] = 2 * trees.column(i) + (trees.missingIsLess(i) ? 1 : 0);
        copy(trees, trees.less(i), row, from);
        cells[at + 2] = size;
        copy(trees, trees.other(i), row, from);
    }

    /** {@return the sum of the leaves that the row falls into; its known columns need not be there} */
    float predict(float[] row) {
        int[] walk = cells;
        float sum = 0;
        for (int root : roots) {
            int i = root;
            for (int column = walk[i]; column >= 0; column = walk[i]) {
                float x = row[column >> 1];
                boolean less = x < Float.intBitsToFloat(walk[i + 1]) || x != x && (column & 1) == 1;
                i = less ? i + STRIDE : walk[i + 2];
            }
            sum += Float.intBitsToFloat(walk[i + 1]);
        }
        return sum;
    }
}
