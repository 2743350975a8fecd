package dev.apes.engine.corpus;

import dev.apes.api.store.DataSide;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Pairs of prompts on different sides that are too close to each other, and the choice of which to give up: greedily the
 * one with most conflicts left (a vertex cover), of equals one of the larger side. Prompts whose side is known from earlier only
 * go when no new one is left that could, training first and the holdout last. The last prompt of a side stays.
 */
final class SideConflicts {
    private final List<List<Integer>> neighbours = new ArrayList<>();
    private final int[] open;

    SideConflicts(int n) {
        for (int i = 0; i < n; i++) {
            neighbours.add(List.of());
        }
        open = new int[n];
    }

    void add(int a, int b) {
        link(a, b);
        link(b, a);
    }

    private void link(int from, int to) {
        if (neighbours.get(from).isEmpty()) {
            neighbours.set(from, new ArrayList<>(2));
        }
        neighbours.get(from).add(to);
        open[from]++;
    }

    /**
     * @param order the canonical order, which breaks ties
     * @param sides side of each prompt
     * @param kept side of each prompt from earlier, null where there is none
     * @param aside receives true for those given up
     */
    void resolve(List<Integer> order, SplitSide[] sides, DataSide[] kept, boolean[] aside) {
        Map<SplitSide, Integer> left = new EnumMap<>(SplitSide.class);
        int[] rank = new int[sides.length];
        for (int i = 0; i < order.size(); i++) {
            rank[order.get(i)] = i;
            left.merge(sides[order.get(i)], 1, Integer::sum);
        }
        TreeSet<Integer> queue =
                new TreeSet<>(Comparator.<Integer>comparingInt(i -> kept[i] == null ? -1 : kept[i].ordinal())
                        .thenComparingInt(i -> -open[i])
                        .thenComparing(i -> sides[i])
                        .thenComparingInt(i -> rank[i]));
        order.stream().filter(i -> open[i] > 0).forEach(queue::add);
        while (!queue.isEmpty()) {
            int next = queue.pollFirst();
            if (left.get(sides[next]) == 1) {
                continue;
            }
            aside[next] = true;
            left.merge(sides[next], -1, Integer::sum);
            for (int other : neighbours.get(next)) {
                if (queue.remove(other) && --open[other] > 0) {
                    queue.add(other);
                }
            }
        }
    }
}
