package dev.apes.api.stopping;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An unmodifiable list whose longer successors share its array: a history of n iterations costs O(n) in all, not O(n²). Elements
 * behind a list's own size belong to its successors and are never seen through it. Thread-safe.
 */
final class AppendOnlyList<T> extends AbstractList<T> implements RandomAccess {
    private final Object[] array;
    private final int size;
    /** How much of the array is taken; the first successor takes the next place, any further one needs an array of its own. */
    private final AtomicInteger taken;

    private AppendOnlyList(Object[] array, int size, AtomicInteger taken) {
        this.array = array;
        this.size = size;
        this.taken = taken;
    }

    static <T> AppendOnlyList<T> copyOf(java.util.List<T> list) {
        Object[] copy = list.toArray();
        return new AppendOnlyList<>(copy, copy.length, new AtomicInteger(copy.length));
    }

    AppendOnlyList<T> with(T element) {
        if (size < array.length && taken.compareAndSet(size, size + 1)) {
            array[size] = element;
            return new AppendOnlyList<>(array, size + 1, taken);
        }
        Object[] larger = Arrays.copyOf(array, Math.max(16, size + 1 + size / 2));
        Arrays.fill(larger, size, Math.min(array.length, larger.length), null);
        larger[size] = element;
        return new AppendOnlyList<>(larger, size + 1, new AtomicInteger(size + 1));
    }

    @Override
    @SuppressWarnings("unchecked")
    public T get(int index) {
        return (T) array[Objects.checkIndex(index, size)];
    }

    @Override
    public int size() {
        return size;
    }
}
