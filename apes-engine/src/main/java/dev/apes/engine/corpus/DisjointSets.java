package dev.apes.engine.corpus;

import java.util.Arrays;

/** Union-find with path halving and union by size. Not thread-safe. */
final class DisjointSets {
    private final int[] parent;
    private final int[] size;

    DisjointSets(int n) {
        parent = new int[n];
        size = new int[n];
        Arrays.setAll(parent, i -> i);
        Arrays.fill(size, 1);
    }

    int find(int i) {
        int at = i;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    void union(int a, int b) {
        int x = find(a);
        int y = find(b);
        if (x == y) {
            return;
        }
        int large = size[x] >= size[y] ? x : y;
        int small = large == x ? y : x;
        parent[small] = large;
        size[large] += size[small];
    }

    boolean together(int a, int b) {
        return find(a) == find(b);
    }
}
