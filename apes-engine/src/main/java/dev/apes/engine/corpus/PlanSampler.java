package dev.apes.engine.corpus;

import dev.apes.engine.text.Domain;
import dev.apes.engine.text.TaskType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Draws plans for the starting corpus: what people ask for at each level of difficulty, and how they type it. */
final class PlanSampler {
    private static final List<String> LIMITS =
            List.of("c-length", "c-format", "c-audience", "c-time", "c-negation", "c-restriction");
    private static final List<String> EXTRAS =
            List.of("url", "number-fact", "quoted", "connected", "question", "bad-reference");

    private final RandomGenerator random;

    PlanSampler(RandomGenerator random) {
        this.random = random;
    }

    PromptPlan draw(Difficulty level, TaskType task, Domain domain, boolean takesMaterial) {
        Map<String, Integer> details = new LinkedHashMap<>();
        int words = 0;
        int material = 0;
        switch (level) {
            case EASY -> {
                words = between(4, 13);
                material = takesMaterial ? between(10, 30) : 0;
                add(details, pick(LIMITS), chance(0.12) ? 1 : 0);
            }
            case MEDIUM -> {
                words = between(7, 22);
                material = takesMaterial ? between(15, 50) : 0;
                limits(details, chance(0.5) ? 1 : 0);
                add(details, "part", chance(0.2) ? 1 : 0);
                add(details, "vague", chance(0.12) ? 1 : 0);
                add(details, pick(EXTRAS), chance(0.12) ? 1 : 0);
            }
            case HARD -> {
                words = between(14, 45);
                material = takesMaterial ? between(30, 90) : 0;
                limits(details, between(0, 2));
                add(details, "part", between(0, 1));
                add(details, "vague", chance(0.2) ? 1 : 0);
                add(details, "conflict", chance(0.2) ? 1 : 0);
                add(details, pick(EXTRAS), chance(0.4) ? 1 : 0);
            }
            case EXTREME -> {
                words = between(30, 110);
                material = !takesMaterial ? 0 : chance(0.2) ? between(150, 700) : between(60, 150);
                limits(details, between(1, 4));
                add(details, "part", between(0, 3));
                add(details, "vague", chance(0.25) ? 1 : 0);
                add(details, "conflict", chance(0.5) ? 1 : 0);
                add(details, "connected", chance(0.4) ? 1 : 0);
                add(details, pick(EXTRAS), between(0, 2));
            }
        }
        boolean list = details.values().stream().mapToInt(Integer::intValue).sum() >= 3 && chance(0.25);
        return new PromptPlan(
                task, domain, words, details, material, false, list, words > 50 ? between(1, 4) : 1, style(words));
    }

    private void limits(Map<String, Integer> details, int count) {
        for (int i = 0; i < count; i++) {
            add(details, pick(LIMITS), 1);
        }
    }

    private static void add(Map<String, Integer> details, String symbol, int count) {
        if (count > 0) {
            details.merge(symbol, count, Integer::sum);
        }
    }

    private PromptPlan.Style style(int words) {
        boolean careless = chance(0.3);
        return new PromptPlan.Style(
                careless && chance(0.5),
                careless && chance(0.6) || chance(0.1),
                words < 45 && careless && chance(0.3),
                careless && chance(0.6) ? 1 + random.nextInt(1 + words / 25) : 0,
                chance(0.1),
                chance(0.07));
    }

    private int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
