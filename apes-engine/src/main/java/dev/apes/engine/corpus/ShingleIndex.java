package dev.apes.engine.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private final double threshold;
    private final Map<Long, Entry> entries;
    private final List<long[]> sets = new ArrayList<>();
    private int lowestRank;

    /** An element: its place in the order of rarity and the sets that have it in their prefix. */
    private static final class Entry {
        private int rank;
        private int[] listed = new int[2];
        private int count;

        private void list(int set) {
            if (count == LIST_LIMIT) {
                return;
            }
            if (count == listed.length) {
                listed = Arrays.copyOf(listed, count * 2);
            }
            listed[count++] = set;
        }
    }

    /**
     * @param threshold smallest Jaccard index that queries ask for, in (0, 1]
     * @param expected sets that will be added, for the order of rarity; others may be added, too
     */
    ShingleIndex(double threshold, List<long[]> expected) {
        this.threshold = threshold;
        entries = new HashMap<>(2 * expected.size());
        for (long[] set : expected) {
            for (long element : set) {
                entries.computeIfAbsent(element, e -> new Entry()).rank++;
            }
        }
        // by frequency, then by value: boxes and comparators would take most of the time of this class
        long[] elements = new long[entries.size()];
        int n = 0;
        for (long element : entries.keySet()) {
            elements[n++] = element;
        }
        Arrays.sort(elements);
        Entry[] ordered = new Entry[n];
        int[] firstOfFrequency = new int[expected.size() + 2];
        for (int i = 0; i < n; i++) {
            ordered[i] = entries.get(elements[i]);
            firstOfFrequency[ordered[i].rank + 1]++;
        }
        for (int f = 1; f < firstOfFrequency.length; f++) {
            firstOfFrequency[f] += firstOfFrequency[f - 1];
        }
        for (Entry entry : ordered) {
            entry.rank = firstOfFrequency[entry.rank]++;
        }
    }

    /** A set found: its number in order of addition, and the Jaccard index. */
    record Hit(int set, double similarity) {}

    /** Adds a set. {@return its number} */
    int add(long[] set) {
        int number = sets.size();
        sets.add(set);
        for (long element : set) {
            if (!entries.containsKey(element)) {
                Entry entry = new Entry();
                entry.rank = --lowestRank;
                entries.put(element, entry);
            }
        }
        for (Entry entry : prefix(set)) {
            entry.list(number);
        }
        return number;
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
        for (Entry entry : prefix(set)) {
            if (n + entry.count > found.length) {
                found = Arrays.copyOf(found, 2 * (n + entry.count));
            }
            System.arraycopy(entry.listed, 0, found, n, entry.count);
            n += entry.count;
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
    private List<Entry> prefix(long[] set) {
        Entry[] known = new Entry[set.length];
        long[] byRank = new long[set.length];
        int n = 0;
        for (long element : set) {
            Entry entry = entries.get(element);
            if (entry != null) {
                known[n] = entry;
                byRank[n] = (long) entry.rank << 32 | n;
                n++;
            }
        }
        Arrays.sort(byRank, 0, n);
        // rounding in the safe direction: a longer prefix only costs time
        int needed = (int) Math.ceil(threshold * set.length - 1e-9);
        int unknown = set.length - n;
        int length = Math.min(n, Math.max(0, set.length - needed + 1 - unknown));
        List<Entry> prefix = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            prefix.add(known[(int) byRank[i]]);
        }
        return prefix;
    }
}
