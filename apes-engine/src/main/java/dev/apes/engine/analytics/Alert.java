package dev.apes.engine.analytics;

import dev.apes.api.Checks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Something about a training that needs attention. */
public sealed interface Alert {
    /** How much it matters. */
    enum Severity {
        /** Look when there is time. */
        WARNING,
        /** Something fails, or will, unless somebody acts. */
        CRITICAL;

        /** {@return as it is stored} */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return its kind as it is stored: {@code regression}, {@code stall}, {@code lost_heartbeat} or {@code full_disk}} */
    String kind();

    /** {@return how much it matters} */
    Severity severity();

    /** {@return a sentence with figures and what to do} */
    String message();

    /** {@return the numbers behind it, by name, in a fixed order} */
    Map<String, Double> figures();

    /**
     * The score has fallen below its best by more than chance.
     *
     * @param best the best score so far, in [0, 1]
     * @param bestIteration when
     * @param now mean of the last iterations, in [0, 1]
     * @param iterations how many those are
     * @param tolerated how far noise alone may bring it down
     */
    record Regression(double best, int bestIteration, double now, int iterations, double tolerated) implements Alert {
        @Override
        public String kind() {
            return "regression";
        }

        @Override
        public Severity severity() {
            return best - now > 2 * tolerated ? Severity.CRITICAL : Severity.WARNING;
        }

        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "The performance score of the last %d iterations is %.4f, below the best of %.4f (iteration %d) by %.4f, where noise"
                            + " explains %.4f; look at what was promoted since, and roll it back if it hurts.",
                    iterations,
                    now,
                    best,
                    bestIteration,
                    best - now,
                    tolerated);
        }

        @Override
        public Map<String, Double> figures() {
            return figuresOf("best", best, "bestIteration", bestIteration, "now", now, "tolerated", tolerated);
        }
    }

    /**
     * Nothing has been gained for long, though the session goes on.
     *
     * @param iterations for how many
     * @param slopeBound what the score rises by per iteration at most, with 95 % confidence
     * @param worthHaving slope that would be worth having
     */
    record Stall(int iterations, double slopeBound, double worthHaving) implements Alert {
        @Override
        public String kind() {
            return "stall";
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }

        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "No promotion in the last %d iterations, and the performance score rises by at most %.6f an iteration, less than the"
                            + " %.6f worth having; 'apes stop' ends the session, more prompts or another evaluator may help.",
                    iterations,
                    slopeBound,
                    worthHaving);
        }

        @Override
        public Map<String, Double> figures() {
            return figuresOf("iterations", iterations, "slopeBound", slopeBound, "worthHaving", worthHaving);
        }
    }

    /**
     * The process of a session that should run is not heard of.
     *
     * @param age for how long
     * @param expected how often it should be
     * @param held whether its lease is still held: it hangs, and is not gone
     */
    record LostHeartbeat(Duration age, Duration expected, boolean held) implements Alert {
        @Override
        public String kind() {
            return "lost_heartbeat";
        }

        @Override
        public Severity severity() {
            return held ? Severity.WARNING : Severity.CRITICAL;
        }

        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Nothing was heard of its process for %d s, where every %d s is expected; %s",
                    age.toSeconds(),
                    expected.toSeconds(),
                    held
                            ? "it still holds the session: look whether it hangs or the machine is overloaded."
                            : "it is gone: 'apes train --resume' goes on from the last committed iteration.");
        }

        @Override
        public Map<String, Double> figures() {
            return figuresOf("seconds", age.toSeconds(), "expected", expected.toSeconds());
        }
    }

    /**
     * Little room is left where data are kept.
     *
     * @param place the folder
     * @param free bytes left
     * @param total bytes there are
     */
    record FullDisk(String place, long free, long total) implements Alert {
        /** Validates. */
        public FullDisk {
            Checks.notBlank(place, "place");
        }

        @Override
        public String kind() {
            return "full_disk";
        }

        @Override
        public Severity severity() {
            return free < AlertRules.CRITICAL_BYTES ? Severity.CRITICAL : Severity.WARNING;
        }

        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "%d MiB are left of %d under %s; make room: a training that finds none ends.",
                    free >> 20,
                    total >> 20,
                    place);
        }

        @Override
        public Map<String, Double> figures() {
            return figuresOf("free", free, "total", total);
        }
    }

    private static Map<String, Double> figuresOf(Object... namesAndValues) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            figures.put((String) namesAndValues[i], ((Number) namesAndValues[i + 1]).doubleValue());
        }
        return figures;
    }
}
