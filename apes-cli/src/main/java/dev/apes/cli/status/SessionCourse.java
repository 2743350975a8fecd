package dev.apes.cli.status;

import dev.apes.api.store.SessionCondition;
import dev.apes.engine.analytics.Trend;
import dev.apes.persistence.query.IterationPoint;
import dev.apes.persistence.query.SessionItem;
import java.util.List;

/**
 * A session's score over time, for a glance.
 *
 * @param item the session
 * @param scores performance score of evenly spread iterations that had a model, in order
 */
public record SessionCourse(SessionItem item, List<Double> scores) {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String PLAIN_BARS = "_.-=+*%#";

    /** Copies. */
    public SessionCourse {
        scores = List.copyOf(scores);
    }

    static SessionCourse of(SessionItem item, List<IterationPoint> points) {
        return new SessionCourse(
                item,
                points.stream()
                        .filter(p -> p.metrics().modelAccuracy() > 0)
                        .map(IterationPoint::score)
                        .toList());
    }

    /** {@return {@code rising}, {@code falling}, or {@code level} where neither is shown; blank with fewer than four scores} */
    public String trend() {
        if (scores.size() < Trend.FEWEST) {
            return "";
        }
        return switch (Trend.ofSeries(scores.stream().mapToDouble(s -> s).toArray())
                .direction()) {
            case RISING -> "rising";
            case FALLING -> "falling";
            case NOT_SHOWN -> "level";
        };
    }

    /** {@return whether a process is at work on it} */
    public boolean running() {
        return item.condition() == SessionCondition.RUNNING || item.condition() == SessionCondition.STOPPING;
    }

    /**
     * @param drawn whether the bars of Unicode can be shown
     * @return the scores as one character each, from its lowest to its highest; all in the middle where they are equal
     */
    public String sparkline(boolean drawn) {
        double low = scores.stream().mapToDouble(s -> s).min().orElse(0);
        double high = scores.stream().mapToDouble(s -> s).max().orElse(0);
        StringBuilder line = new StringBuilder();
        for (double score : scores) {
            int level = high - low < 1e-9 ? 3 : (int) Math.min(7, 8 * (score - low) / (high - low));
            line.append((drawn ? BARS : PLAIN_BARS).charAt(level));
        }
        return line.toString();
    }
}
