package dev.apes.engine.corpus;

import dev.apes.api.Prompt;
import dev.apes.api.store.DataSide;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Works out the sides of distinct prompts. Everything goes by a canonical order (the hash of the normalised text), so the
 * order in which prompts are given changes nothing.
 */
final class SplitDraft {
    private final int n;
    private final List<Prompt> prompts;
    private final long[] keys;
    private final long[][] shingles;
    private final DisjointSets groups;
    private final DataSide[] kept;
    private final SplitSide[] pinned;
    private final SplitSide[] sides;
    private final boolean[] aside;
    private int oversizeGroups;

    /**
     * @param prompts distinct prompts
     * @param kept side of each from earlier, null where there is none
     */
    SplitDraft(List<Prompt> prompts, DataSide[] kept) {
        n = prompts.size();
        this.kept = kept;
        this.prompts = prompts;
        keys = new long[n];
        shingles = new long[n][];
        for (int i = 0; i < n; i++) {
            WordShingles.Compared compared = WordShingles.of(prompts.get(i));
            keys[i] = StableHash.of64(compared.text());
            shingles[i] = compared.shingles();
        }
        groups = new DisjointSets(n);
        pinned = new SplitSide[n];
        sides = new SplitSide[n];
        aside = new boolean[n];
        pinDeclaredGroups();
        pinKept();
        dropTemplateShingles();
        linkNearDuplicates();
        assignSides();
        fillEmptySides();
        setAside();
    }

    /** {@return the side, or null if the prompt is set aside} */
    SplitSide side(int i) {
        return aside[i] ? null : sides[i];
    }

    /** {@return how many groups were put on the training side for their size} */
    int oversizeGroups() {
        return oversizeGroups;
    }

    /** What earlier sessions set aside takes no part. */
    private List<Integer> canonical() {
        List<Integer> order = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            if (!aside[i]) {
                order.add(i);
            }
        }
        order.sort(Comparator.<Integer>comparingLong(i -> keys[i])
                .thenComparing(i -> PromptSplit.exactKey(prompts.get(i))));
        return order;
    }

    /**
     * Families and topics: prompts that share one are one component. Where all keys of a component hash to one side (as the
     * starting corpus sees to), that is its side. Otherwise the smallest hash decides.
     */
    private void pinDeclaredGroups() {
        Map<String, Integer> first = new HashMap<>();
        DisjointSets declared = new DisjointSets(n);
        Map<Integer, List<String>> declaredKeys = new LinkedHashMap<>();
        for (int i = 0; i < n; i++) {
            List<String> own = CorpusMetadata.groupKeys(prompts.get(i));
            for (String key : own) {
                Integer earlier = first.putIfAbsent(key, i);
                if (earlier != null) {
                    declared.union(earlier, i);
                }
            }
            if (!own.isEmpty()) {
                declaredKeys.put(i, own);
            }
        }
        Map<Integer, String> decisive = new HashMap<>();
        declaredKeys.forEach((i, own) -> own.forEach(key ->
                decisive.merge(declared.find(i), key, (a, b) -> StableHash.of64(a) <= StableHash.of64(b) ? a : b)));
        declaredKeys.keySet().forEach(i -> pinned[i] = SplitSide.ofKey(decisive.get(declared.find(i))));
    }

    private void pinKept() {
        for (int i = 0; i < n; i++) {
            if (kept[i] == DataSide.SET_ASIDE) {
                aside[i] = true;
            } else if (kept[i] != null) {
                pinned[i] = SplitSide.valueOf(kept[i].name());
            }
        }
    }

    private void linkNearDuplicates() {
        List<Integer> order = canonical();
        List<long[]> sets = order.stream().map(i -> shingles[i]).toList();
        ShingleIndex index = new ShingleIndex(PromptSplit.NEAR_DUPLICATE, sets);
        for (int position = 0; position < order.size(); position++) {
            int prompt = order.get(position);
            for (ShingleIndex.Hit hit : index.similarTo(
                    sets.get(position),
                    other -> !groups.together(order.get(other), prompt) && linkable(order.get(other), prompt))) {
                groups.union(order.get(hit.set()), prompt);
            }
            index.add(sets.get(position));
        }
    }

    /** Near-duplicates pinned to different sides cannot be joined; one of them is set aside later. */
    private boolean linkable(int a, int b) {
        return pinned[a] == null || pinned[b] == null || pinned[a] == pinned[b];
    }

    /** A group so large that the side it falls on would swallow the data set. */
    private boolean isOversize(List<Integer> group) {
        return group.size() > PromptSplit.OVERSIZE_MINIMUM && group.size() > PromptSplit.OVERSIZE_SHARE * n;
    }

    /**
     * Prompts made from one template are compared by what was filled in: shingles of more than a tenth of all prompts are
     * left out, unless a prompt has no others.
     */
    private void dropTemplateShingles() {
        LongNumbering numbers = new LongNumbering(16 * n);
        int[] frequency = new int[16 * n + 16];
        for (long[] set : shingles) {
            for (long shingle : set) {
                int number = numbers.add(shingle);
                frequency = number < frequency.length ? frequency : Arrays.copyOf(frequency, 2 * number);
                frequency[number]++;
            }
        }
        int limit = (int) Math.max(PromptSplit.TEMPLATE_MINIMUM, PromptSplit.TEMPLATE_SHARE * n);
        for (int i = 0; i < n; i++) {
            long[] rest = new long[shingles[i].length];
            int left = 0;
            for (long shingle : shingles[i]) {
                if (frequency[numbers.find(shingle)] <= limit) {
                    rest[left++] = shingle;
                }
            }
            if (left > 0 && left < rest.length) {
                shingles[i] = Arrays.copyOf(rest, left);
            }
        }
    }

    private Map<Integer, List<Integer>> members() {
        Map<Integer, List<Integer>> members = new LinkedHashMap<>();
        for (int i : canonical()) {
            members.computeIfAbsent(groups.find(i), g -> new ArrayList<>()).add(i);
        }
        return members;
    }

    private void assignSides() {
        for (List<Integer> group : members().values()) {
            // the smallest key names the group: a newcomer changes it only by joining with a smaller one
            int leader =
                    group.stream().filter(i -> pinned[i] != null).findFirst().orElse(group.get(0));
            SplitSide side = pinned[leader];
            if (side == null && isOversize(group)) {
                oversizeGroups++;
                side = SplitSide.TRAINING;
            } else if (side == null) {
                side = SplitSide.ofKey(Long.toHexString(keys[leader]));
            }
            for (int i : group) {
                sides[i] = pinned[i] != null ? pinned[i] : side;
            }
        }
    }

    /** Small data sets: no side stays empty while another has a group to spare. */
    private void fillEmptySides() {
        for (SplitSide empty : SplitSide.values()) {
            List<List<Integer>> spare = new ArrayList<>();
            int[] groupsOn = new int[SplitSide.values().length];
            int[] promptsOn = new int[SplitSide.values().length];
            for (List<Integer> group : members().values()) {
                groupsOn[sides[group.get(0)].ordinal()]++;
                promptsOn[sides[group.get(0)].ordinal()] += group.size();
                if (group.stream().allMatch(i -> pinned[i] == null)) {
                    spare.add(group);
                }
            }
            if (promptsOn[empty.ordinal()] > 0) {
                continue;
            }
            spare.stream()
                    .filter(g -> groupsOn[sides[g.get(0)].ordinal()] > 1)
                    .min(Comparator.<List<Integer>>comparingInt(g -> -promptsOn[sides[g.get(0)].ordinal()])
                            .thenComparingInt(List::size)
                            .thenComparingLong(g -> keys[g.get(0)]))
                    .ifPresent(g -> g.forEach(i -> sides[i] = empty));
        }
    }

    /** Prompts on different sides that resemble each other: the one with most such relations goes first. */
    private void setAside() {
        List<Integer> order = canonical();
        List<long[]> sets = order.stream().map(i -> shingles[i]).toList();
        ShingleIndex index = new ShingleIndex(PromptSplit.TOO_CLOSE, sets);
        SideConflicts conflicts = new SideConflicts(n);
        for (int position = 0; position < order.size(); position++) {
            int prompt = order.get(position);
            for (ShingleIndex.Hit hit :
                    index.similarTo(sets.get(position), other -> sides[order.get(other)] != sides[prompt])) {
                conflicts.add(prompt, order.get(hit.set()));
            }
            index.add(sets.get(position));
        }
        conflicts.resolve(order, sides, kept, aside);
    }
}
