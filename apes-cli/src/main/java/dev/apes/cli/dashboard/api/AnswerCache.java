package dev.apes.cli.dashboard.api;

import dev.apes.cli.dashboard.web.EntityTag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Answers of the last moments, so that many who look at the same ask the database once. An answer holds until something is committed,
 * and no longer than two seconds, for what nobody announces: heartbeats, edits by hand. Thread-safe.
 */
final class AnswerCache {
    private static final long HOLDS_NANOS = 2_000_000_000L;
    private static final int MOST = 256;
    private static final int LARGEST = 512 * 1024;
    private static final int STRIPES = 64;

    private final AtomicLong commits = new AtomicLong();
    private final LongSupplier nanos;
    private final Object[] stripes = new Object[STRIPES];
    private final Map<String, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
            return size() > MOST;
        }
    };

    /**
     * An answer.
     *
     * @param bytes JSON
     * @param tag entity tag
     * @param commits how many commits were known when it was made
     * @param nanos when
     */
    record Answer(byte[] bytes, String tag, long commits, long nanos) {}

    /** @param nanos a clock that only goes forward */
    AnswerCache(LongSupplier nanos) {
        this.nanos = nanos;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
        }
    }

    /** Something was committed. */
    void committed() {
        commits.incrementAndGet();
    }

    /** One of those who ask for the same asks the database, the others wait for it. */
    Answer get(String key, Supplier<byte[]> make) {
        Answer known = fresh(key);
        if (known != null) {
            return known;
        }
        synchronized (stripes[Math.floorMod(key.hashCode(), STRIPES)]) {
            known = fresh(key);
            if (known != null) {
                return known;
            }
            long before = commits.get();
            long begun = nanos.getAsLong();
            byte[] bytes = make.get();
            Answer made = new Answer(bytes, EntityTag.of(bytes), before, begun);
            if (bytes.length <= LARGEST) {
                synchronized (answers) {
                    answers.put(key, made);
                }
            }
            return made;
        }
    }

    private Answer fresh(String key) {
        synchronized (answers) {
            Answer answer = answers.get(key);
            boolean holds = answer != null
                    && answer.commits() == commits.get()
                    && nanos.getAsLong() - answer.nanos() < HOLDS_NANOS;
            return holds ? answer : null;
        }
    }
}
