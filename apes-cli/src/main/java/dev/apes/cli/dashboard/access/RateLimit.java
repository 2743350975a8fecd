package dev.apes.cli.dashboard.access;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets everybody do something so often: a bucket of tokens for each address or name, refilled steadily. Knows at most 10,000 of them and
 * forgets those unseen for longest. Thread-safe.
 */
public final class RateLimit {
    private static final int MOST = 10_000;

    private final double burst;
    private final double perSecond;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST;
        }
    };

    private record Bucket(double tokens, long atMillis) {}

    /**
     * @param burst how often at once, at least 1
     * @param perSecond how often in the long run, above 0
     * @param clock for the refill
     */
    public RateLimit(double burst, double perSecond, Clock clock) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /**
     * @param who an address or a name
     * @return zero if they may now, else how long they must wait
     */
    public synchronized Duration take(String who) {
        long now = clock.millis();
        Bucket before = buckets.get(who);
        double tokens = before == null
                ? burst
                : Math.min(burst, before.tokens() + Math.max(0, now - before.atMillis()) * perSecond / 1000);
        if (tokens < 1) {
            buckets.put(who, new Bucket(tokens, now));
            return Duration.ofMillis(Math.max(1, (long) Math.ceil((1 - tokens) * 1000 / perSecond)));
        }
        buckets.put(who, new Bucket(tokens - 1, now));
        return Duration.ZERO;
    }

    /** @param who may try again at once */
    public synchronized void forgive(String who) {
        buckets.remove(who);
    }
}
