package dev.apes.engine.strategy;

import dev.apes.api.gap.Gap;
import dev.apes.api.gap.GapReport;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides rows over the rules with open gaps, in proportion to severity times hardness: the worse a gap and the less the model knows
 * of the prompts behind it, the more rows. At most three rules, each with at least a tenth.
 */
public final class FocusAllocation {
    private static final int MOST_RULES = 3;
    private static final double LEAST_SHARE = 0.1;
    /** What a gap weighs whose prompts are not hard at all; else rows would only follow the model's doubts. */
    private static final double EASY = 0.25;

    private FocusAllocation() {}

    /**
     * @param gaps what lies below target
     * @param rules rules that the model can speak of
     * @param rows rows in all, at least 0
     * @return rows by rule id, most first; they add up to {@code rows}; empty if no such rule has an open gap
     */
    public static Map<String, Integer> of(GapReport gaps, Collection<String> rules, int rows) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (Gap gap : gaps.open()) {
            if (rules.contains(gap.subject())) {
                weights.merge(gap.subject(), gap.severity() * (EASY + gap.hardness()), Double::sum);
            }
        }
        List<Map.Entry<String, Double>> chosen = weights.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(MOST_RULES)
                .toList();
        Map<String, Integer> allocation = new LinkedHashMap<>();
        if (chosen.isEmpty() || rows == 0) {
            return allocation;
        }
        double sum = chosen.stream().mapToDouble(Map.Entry::getValue).sum();
        int least = (int) (rows * LEAST_SHARE);
        int left = rows;
        for (int i = chosen.size() - 1; i > 0; i--) {
            int share = Math.max(least, (int) Math.round(rows * chosen.get(i).getValue() / sum));
            allocation.put(chosen.get(i).getKey(), share);
            left -= share;
        }
        Map<String, Integer> ordered = new LinkedHashMap<>();
        ordered.put(chosen.get(0).getKey(), left);
        for (int i = 1; i < chosen.size(); i++) {
            ordered.put(chosen.get(i).getKey(), allocation.get(chosen.get(i).getKey()));
        }
        return ordered;
    }
}
