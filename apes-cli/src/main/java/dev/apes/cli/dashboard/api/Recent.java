package dev.apes.cli.dashboard.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What was asked for in the last moments, so that many who look at the same ask the database once. It holds until something is committed,
 * and no longer than two seconds, for what nobody announces: heartbeats, edits by hand. Thread-safe.
 *
 * @param <V> what is asked for; immutable
 */
final class Recent<V> {
    private static final long HOLDS_NANOS = 2_000_000_000L;
    private static final int MOST = 256;
    private static final int STRIPES = 64;

    private final AtomicLong commits = new AtomicLong();
    private final LongSupplier nanos;
    private final Predicate<V> worthKeeping;
    private final Object[] stripes = new Object[STRIPES];
    private final Map<String, Made<V>> all = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Made<V>> eldest) {
            return size() > MOST;
        }
    };

    /** A value, how many commits were known when it was made, and when that was. */
    private record Made<V>(V value, long commits, long nanos) {}

    /**
     * @param nanos a clock that only goes forward
     * @param worthKeeping false for what is too large to be kept
     */
    Recent(LongSupplier nanos, Predicate<V> worthKeeping) {
        this.nanos = nanos;
        this.worthKeeping = worthKeeping;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
        }
    }

    /** Something was committed. */
    void committed() {
        commits.incrementAndGet();
    }

    /** One of those who ask for the same makes it, the others wait for it. */
    V get(String key, Supplier<V> make) {
        Made<V> known = fresh(key);
        if (known != null) {
            return known.value();
        }
        synchronized (stripes[Math.floorMod(key.hashCode(), STRIPES)]) {
            known = fresh(key);
            if (known != null) {
                return known.value();
            }
            long before = commits.get();
            long begun = nanos.getAsLong();
            V made = make.get();
            if (worthKeeping.test(made)) {
                synchronized (all) {
                    all.put(key, new Made<>(made, before, begun));
                }
            }
            return made;
        }
    }

    private Made<V> fresh(String key) {
        synchronized (all) {
            Made<V> made = all.get(key);
            boolean holds =
                    made != null && made.commits() == commits.get() && nanos.getAsLong() - made.nanos() < HOLDS_NANOS;
            return holds ? made : null;
        }
    }
}
