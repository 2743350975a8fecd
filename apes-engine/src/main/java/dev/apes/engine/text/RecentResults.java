package dev.apes.engine.text;

import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Remembers what a pure function gave for the keys seen last. Two generations of equal size: what is asked for again moves to the
 * young one, and when that is full it becomes the old one, whose forerunner is forgotten. Both are given up before memory runs
 * out. Since the function is pure, what is remembered changes no result. Thread-safe; two threads may compute the same value.
 *
 * @param <K> keys with fast and sound {@code equals} and {@code hashCode}
 * @param <V> what is computed, immutable
 */
public final class RecentResults<K, V> {
    private final Function<K, V> function;
    private final ToIntFunction<K> weight;
    private final long room;
    private volatile SoftReference<Generation<K, V>> young = new SoftReference<>(new Generation<>());
    private volatile SoftReference<Generation<K, V>> old = new SoftReference<>(new Generation<>());

    private static final class Generation<K, V> {
        final ConcurrentHashMap<K, V> results = new ConcurrentHashMap<>();
        final AtomicLong weight = new AtomicLong();
    }

    /**
     * @param function computes a value from its key alone; never null
     * @param weight what a key counts towards the room, such as the length of its text
     * @param room sum of the weights remembered per generation; a single key above an eighth of it is not remembered
     */
    public RecentResults(Function<K, V> function, ToIntFunction<K> weight, long room) {
        this.function = function;
        this.weight = weight;
        this.room = room;
    }

    /**
     * @param function computes a value from a text; never null
     * @param characters sum of the lengths of the texts remembered per generation
     * @param <V> what is computed
     * @return results for texts
     */
    public static <V> RecentResults<String, V> ofTexts(Function<String, V> function, long characters) {
        return new RecentResults<>(function, String::length, characters);
    }

    /**
     * @param key any key, not null
     * @return what the function gives for it
     */
    public V get(K key) {
        Generation<K, V> now = young.get();
        V value = now == null ? null : now.results.get(key);
        if (value != null) {
            return value;
        }
        Generation<K, V> before = old.get();
        value = before == null ? null : before.results.get(key);
        if (value == null) {
            value = function.apply(key);
        }
        keep(key, value);
        return value;
    }

    private void keep(K key, V value) {
        // an entry has a weight of its own, however short its text
        long added = 50L + weight.applyAsInt(key);
        if (added > room / 8) {
            return;
        }
        Generation<K, V> now = young.get();
        if (now == null || now.weight.get() + added > room) {
            now = renewed(now);
        }
        if (now.results.putIfAbsent(key, value) == null) {
            now.weight.addAndGet(added);
        }
    }

    private synchronized Generation<K, V> renewed(Generation<K, V> full) {
        Generation<K, V> now = young.get();
        if (now != null && now != full) {
            // another thread was faster
            return now;
        }
        Generation<K, V> fresh = new Generation<>();
        if (full != null) {
            old = young;
        }
        young = new SoftReference<>(fresh);
        return fresh;
    }
}
