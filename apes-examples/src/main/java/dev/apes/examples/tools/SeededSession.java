package dev.apes.examples.tools;

import dev.apes.api.HoldoutResult;
import dev.apes.api.SessionId;
import dev.apes.api.evaluation.EvaluatorInfo;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.store.SessionEnd;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A made-up session: a score that saturates, with noise, promotions while it rises. Only for measuring how fast a large database is; no
 * figure of it says anything about training.
 *
 * @param number from 0, oldest first
 * @param record its record, ended
 * @param steps its iterations in figures, in order
 */
record SeededSession(int number, SessionRecord record, List<Step> steps) {
    private static final String[] STRATEGIES = {
        "rule_focused", "diversity_enhanced", "neural_enhanced", "statistical", "hybrid"
    };
    private static final String[] REASONS = {
        "threshold_missed", "correlation_plateau", "targets_reached", "max_iterations"
    };
    private static final Instant FIRST = Instant.parse("2025-10-01T00:00:00Z");
    private static final Duration SPAN = Duration.ofDays(420);

    /** An iteration in figures. */
    record Step(
            int iteration,
            Instant at,
            PerformanceMetrics metrics,
            double improvement,
            double seconds,
            long calls,
            boolean promoted,
            int generated,
            String strategy) {}

    static SeededSession make(int number, SeedSizes sizes) {
        SplittableRandom random = new SplittableRandom(sizes.seed() * 1_000_003 + number);
        int iterations = share(sizes.iterations(), number, sizes.sessions());
        SessionId id = new SessionId(String.format("seeded-%07d", number));
        Instant begun = FIRST.plusMillis(SPAN.toMillis() * number / sizes.sessions());
        double knee = 5 + random.nextInt(30);
        double height = 0.02 + 0.1 * random.nextDouble();
        String strategy = STRATEGIES[random.nextInt(STRATEGIES.length)];
        List<Step> steps = new ArrayList<>();
        long calls = 0;
        Instant at = begun;
        double best = 0;
        for (int i = 1; i <= iterations; i++) {
            double risen = height * (1 - Math.exp(-i / knee));
            double score = 0.55 + risen + 0.004 * random.nextGaussian();
            double seconds = 4 + 8 * random.nextDouble();
            calls += 800 + random.nextInt(400);
            at = at.plusMillis((long) (1_000 * seconds));
            steps.add(new Step(
                    i,
                    at,
                    new PerformanceMetrics(
                            clamp(score + 0.1), clamp(score), clamp(score - 0.2), 100 + random.nextInt(50)),
                    i == 1 ? 0 : (score - best) / Math.max(best, 0.1),
                    seconds,
                    calls,
                    i < 2 * knee && random.nextInt(6) == 0,
                    i % 10 == 0 ? 120 : 0,
                    strategy));
            best = Math.max(best, score);
        }
        double gain = height / 2 + 0.005 * random.nextGaussian();
        double half = 0.004 + 0.02 * random.nextDouble();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rows", String.valueOf(100 * (1 + random.nextInt(4))));
        settings.put("threshold", "0.02");
        settings.put("stopping", random.nextBoolean() ? "default" : "recommended");
        return new SeededSession(
                number,
                new SessionRecord(
                        id,
                        number % 9 == 0 ? SessionStatus.INTERRUPTED : SessionStatus.COMPLETED,
                        "seeded-data-" + number % 20,
                        new EvaluatorInfo("rubric", "1", "offline", true, false, Map.of()),
                        number,
                        settings,
                        Map.of(),
                        iterations,
                        begun,
                        Optional.of(new SessionEnd(
                                number % 9 == 0 ? "user" : REASONS[number % REASONS.length],
                                "made up by SeedDatabase",
                                at,
                                calls + 800,
                                Optional.of(new HoldoutResult(
                                        "all", 400, 300, 0.45, 0.44, 0.44 + gain, gain - half, gain + half)),
                                List.of())),
                        Optional.empty()),
                steps);
    }

    /** The part of a whole that falls to one of many, without rest. */
    static int share(long whole, int number, int of) {
        return (int) (whole * (number + 1) / of - whole * number / of);
    }

    private static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
