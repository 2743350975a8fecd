package dev.apes.examples.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.stopping.IterationSummary;
import dev.apes.api.stopping.TrainingHistory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A training history as JSON; see {@link ReplayStopping} for the format.
 *
 * @param history the iterations
 * @param hasScores whether scores or metrics were given; otherwise the metrics are all 0
 * @param series what was read, for the user
 */
record HistoryFile(TrainingHistory history, boolean hasScores, String series) {
    private static final int MAX_ITERATIONS = 100_000;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** What the numbers of a plain array are. */
    enum Series {
        IMPROVEMENT,
        SCORE,
        GUESS
    }

    static HistoryFile read(String name, InputStream stdin, Series series) {
        JsonNode root;
        try {
            root = name.equals("-") ? JSON.readTree(stdin) : JSON.readTree(Files.readAllBytes(Path.of(name)));
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw new InvalidInputException(name, "is no valid JSON: " + e.getOriginalMessage() + where, e);
        } catch (IOException | InvalidPathException e) {
            throw new InvalidInputException(name, "can't be read: " + e, e);
        }
        JsonNode list = root.isObject() ? root.path("iterations") : root;
        if (!list.isArray() || list.isEmpty()) {
            throw new InvalidInputException(
                    name,
                    "must hold a JSON array with an entry for each iteration, or an object with one under 'iterations'");
        }
        if (list.size() > MAX_ITERATIONS) {
            throw new InvalidInputException(name, "has " + list.size() + " iterations; at most " + MAX_ITERATIONS);
        }
        return new Reader(name, series).read(list);
    }

    private static final class Reader {
        private final String name;
        private final Series wanted;
        private final List<IterationSummary> iterations = new ArrayList<>();
        private boolean allScored = true;
        private double best;

        Reader(String name, Series wanted) {
            this.name = name;
            this.wanted = wanted;
        }

        HistoryFile read(JsonNode list) {
            boolean numbers = list.get(0).isNumber();
            boolean improvements = numbers
                    && (wanted == Series.IMPROVEMENT
                            || wanted == Series.GUESS && list.get(0).doubleValue() == 0);
            for (int i = 0; i < list.size(); i++) {
                JsonNode entry = list.get(i);
                if (entry.isNumber() != numbers || !numbers && !entry.isObject()) {
                    throw bad(i, "must be " + (numbers ? "a number" : "an object") + " like the first but is " + entry);
                }
                try {
                    iterations.add(numbers ? plain(i, entry, improvements) : full(i, entry));
                } catch (IllegalArgumentException e) {
                    throw bad(i, e.getMessage());
                }
            }
            String what = !numbers ? "iterations" : improvements ? "improvements" : "scores";
            return new HistoryFile(new TrainingHistory(iterations), allScored && !improvements, what);
        }

        private IterationSummary plain(int i, JsonNode entry, boolean improvement) {
            double value = entry.doubleValue();
            return improvement
                    ? summary(i, metrics(0), value, 0, i + 1, Duration.ofSeconds(i + 1L), entry)
                    : summary(i, metrics(value), improve(i, value), 0, i + 1, Duration.ofSeconds(i + 1L), entry);
        }

        private IterationSummary full(int i, JsonNode entry) {
            OptionalDouble number = number(i, entry, "iteration");
            if (number.isPresent() && number.getAsDouble() != i + 1) {
                throw bad(i, "has iteration " + entry.get("iteration") + " but " + (i + 1) + " comes next");
            }
            OptionalDouble score = number(i, entry, "score");
            JsonNode figures = entry.path("metrics");
            PerformanceMetrics metrics = metrics(score.orElse(0));
            if (figures.isObject()) {
                metrics = new PerformanceMetrics(
                        number(i, figures, "modelAccuracy").orElse(0),
                        number(i, figures, "ruleEffectiveness").orElse(0),
                        number(i, figures, "patternCoverage").orElse(0),
                        number(i, figures, "trainingEfficiency").orElse(0));
                score = OptionalDouble.of(
                        (4 * metrics.modelAccuracy() + 3 * metrics.ruleEffectiveness() + 2 * metrics.patternCoverage())
                                / 9);
            }
            allScored &= score.isPresent();
            OptionalDouble improvement = number(i, entry, "improvement");
            if (improvement.isEmpty() && score.isEmpty()) {
                throw bad(i, "needs 'improvement', 'score' or 'metrics'");
            }
            double derived = score.isPresent() ? improve(i, score.getAsDouble()) : 0;
            return summary(
                    i,
                    metrics,
                    improvement.orElse(derived),
                    promotions(i, entry),
                    (long) number(i, entry, "evaluatorCalls").orElse(0),
                    Duration.ofMillis(
                            Math.round(1000 * number(i, entry, "elapsedSeconds").orElse(0))),
                    entry);
        }

        private IterationSummary summary(
                int i,
                PerformanceMetrics metrics,
                double improvement,
                int promotions,
                long calls,
                Duration elapsed,
                JsonNode entry) {
            return new IterationSummary(
                    i + 1,
                    metrics,
                    improvement,
                    promotions,
                    calls,
                    elapsed,
                    entry.path("targetsReached").asBoolean(false),
                    entry.path("gapsExhausted").asBoolean(false),
                    number(i, entry, "trainingLoss"),
                    number(i, entry, "validationLoss"),
                    number(i, entry, "regretBound"));
        }

        /** Relative change against the best score so far, like the metrics' weighted improvement. */
        private double improve(int i, double score) {
            double improvement = i == 0 || best == 0 ? 0 : (score - best) / best;
            best = i == 0 ? score : Math.max(best, score);
            return improvement;
        }

        private static PerformanceMetrics metrics(double score) {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException(
                        "score must be in [0, 1] but is " + score + "; scale scores to that");
            }
            return new PerformanceMetrics(score, score, score, 0);
        }

        private int promotions(int i, JsonNode entry) {
            JsonNode promotions = entry.path("promotions");
            if (promotions.isArray()) {
                return promotions.size();
            }
            if (entry.path("promoted").asBoolean(false)) {
                return 1;
            }
            return (int) number(i, entry, "promotions").orElse(0);
        }

        private OptionalDouble number(int i, JsonNode entry, String field) {
            JsonNode value = entry.path(field);
            if (value.isMissingNode() || value.isNull()) {
                return OptionalDouble.empty();
            }
            if (!value.isNumber()) {
                throw bad(i, "'" + field + "' must be a number but is " + value);
            }
            return OptionalDouble.of(value.doubleValue());
        }

        private InvalidInputException bad(int i, String problem) {
            return new InvalidInputException(name + ", entry " + (i + 1), problem);
        }
    }
}
