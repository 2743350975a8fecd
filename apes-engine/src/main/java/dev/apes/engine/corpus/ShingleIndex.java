package dev.apes.engine.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the sets whose Jaccard index with a given set reaches a threshold. Exact by prefix filtering (Chaudhuri, Ganti
 * and Kaushik 2006; Bayardo, Ma and Srikant 2007): two sets that are similar enough share an element among the rarest few
 * of each. Sets that share an element with more than {@link #LIST_LIMIT} others are found through their rarer elements
 * only, which keeps 100,000 prompts made from one template from costing a comparison of all pairs.
 *
 * <p>Reading is thread-safe once nothing is added any more.
 */
final class ShingleIndex {
    /** How many sets are listed under one element. */
    static final int LIST_LIMIT = 128;

    private static final int[] NONE = {};

    private final double threshold;
    private final LongNumbering elements;
    private final List<long[]> sets = new ArrayList<>();
    /** By element: its place in the order of rarity; the sets that have it in their prefix, and how many these are. */
    private int[] ranks;

    private int[][] listed;
    private int[] counts;
    private int lowestRank;

    /**
     * @param threshold smallest Jaccard index that queries ask for, in (0, 1]
     * @param expected sets that will be added, for the order of rarity; others may be added, too
     */
    ShingleIndex(double threshold, List<long[]> expected) {
        this.threshold = threshold;
        elements = new LongNumbering(16 * expected.size());
        ranks = new int[Math.max(16, 16 * expected.size())];
        for (long[] set : expected) {
            for (long element : set) {
                int number = elements.add(element);
                ranks = number < ranks.length ? ranks : Arrays.copyOf(ranks, 2 * number);
                ranks[number]++;
            }
        }
        int n = elements.size();
        rankByFrequency(n, expected.size());
        listed = new int[ranks.length][];
        Arrays.fill(listed, NONE);
        counts = new int[ranks.length];
    }

    /** By frequency, then by value. */
    private void rankByFrequency(int n, int most) {
        long[] values = new long[n];
        int[] firstOfFrequency = new int[most + 2];
        for (int i = 0; i < n; i++) {
            values[i] = elements.value(i);
            firstOfFrequency[ranks[i] + 1]++;
        }
        Arrays.sort(values);
        for (int f = 1; f < firstOfFrequency.length; f++) {
            firstOfFrequency[f] += firstOfFrequency[f - 1];
        }
        for (long value : values) {
            int i = elements.find(value);
            ranks[i] = firstOfFrequency[ranks[i]]++;
        }
    }

    private void list(int element, int set) {
        int count = counts[element];
        if (count == LIST_LIMIT) {
            return;
        }
        int[] list = listed[element];
        if (count == list.length) {
            listed[element] = list = Arrays.copyOf(list, Math.max(2, count * 2));
        }
        list[count] = set;
        counts[element]++;
    }

    /** A set found: its number in order of addition, and the Jaccard index. */
    record Hit(int set, double similarity) {}

    /** Adds a set. {@return its number} */
    int add(long[] set) {
        int number = sets.size();
        sets.add(set);
        for (long value : set) {
            int before = elements.size();
            int element = elements.add(value);
            if (element == before) {
                makeRoom(element);
                ranks[element] = --lowestRank;
            }
        }
        for (int element : prefix(set)) {
            list(element, number);
        }
        return number;
    }

    private void makeRoom(int element) {
        int room = counts.length;
        if (element == room) {
            ranks = Arrays.copyOf(ranks, 2 * room);
            counts = Arrays.copyOf(counts, 2 * room);
            listed = Arrays.copyOf(listed, 2 * room);
            Arrays.fill(listed, room, 2 * room, NONE);
        }
    }

    /** Takes candidate numbers; says whether a comparison is worth making. */
    @FunctionalInterface
    interface Candidates {
        boolean wanted(int set);
    }

    /**
     * @param set what to look for
     * @param candidates skips sets that are of no interest
     * @return the sets added so far that reach the threshold, in order of addition
     */
    List<Hit> similarTo(long[] set, Candidates candidates) {
        int[] found = new int[16];
        int n = 0;
        for (int element : prefix(set)) {
            int count = counts[element];
            if (n + count > found.length) {
                found = Arrays.copyOf(found, 2 * (n + count));
            }
            System.arraycopy(listed[element], 0, found, n, count);
            n += count;
        }
        Arrays.sort(found, 0, n);
        List<Hit> hits = new ArrayList<>(4);
        for (int i = 0; i < n; i++) {
            int candidate = found[i];
            if (i > 0 && candidate == found[i - 1] || !candidates.wanted(candidate)) {
                continue;
            }
            long[] other = sets.get(candidate);
            if (Math.min(set.length, other.length) < threshold * Math.max(set.length, other.length)) {
                continue;
            }
            double similarity = WordShingles.jaccard(set, other);
            if (similarity >= threshold) {
                hits.add(new Hit(candidate, similarity));
            }
        }
        return hits;
    }

    /** The rarest elements of the set, as many as a similar set cannot all miss; unknown ones match nothing. */
    private int[] prefix(long[] set) {
        long[] byRank = new long[set.length];
        int n = 0;
        for (long value : set) {
            int element = elements.find(value);
            if (element >= 0) {
                byRank[n++] = (long) ranks[element] << 32 | element;
            }
        }
        Arrays.sort(byRank, 0, n);
        // rounding in the safe direction: a longer prefix only costs time
        int needed = (int) Math.ceil(threshold * set.length - 1e-9);
        int unknown = set.length - n;
        int[] prefix = new int[Math.min(n, Math.max(0, set.length - needed + 1 - unknown))];
        for (int i = 0; i < prefix.length; i++) {
            prefix[i] = (int) byRank[i];
        }
        return prefix;
    }
}
