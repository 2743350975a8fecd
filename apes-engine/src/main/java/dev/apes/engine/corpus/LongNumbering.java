package dev.apes.engine.corpus;

import java.util.Arrays;

/**
 * Numbers the longs it is given in the order of their first appearance. An open hash table: a map of boxes takes three times as long
 * where a prompt has hundreds of shingles. Reading is thread-safe once nothing is added any more.
 */
final class LongNumbering {
    private long[] values;
    private int[] table;
    private int size;

    /** @param expected how many different values will be added, roughly */
    LongNumbering(int expected) {
        values = new long[Math.max(16, expected)];
        table = new int[Integer.highestOneBit(values.length) * 4];
    }

    /** {@return how many different values were added} */
    int size() {
        return size;
    }

    /** {@return the value with that number} */
    long value(int number) {
        return values[number];
    }

    /** {@return the number of a value, or -1 if it was not added} */
    int find(long value) {
        return table[slot(value)] - 1;
    }

    /** {@return the number of a value, which is added if it is new} */
    int add(long value) {
        int slot = slot(value);
        if (table[slot] > 0) {
            return table[slot] - 1;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
        table[slot] = size;
        if (2 * size > table.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        table = new int[2 * table.length];
        for (int i = 0; i < size; i++) {
            table[slot(values[i])] = i + 1;
        }
    }

    /** Where a value is, or would be. */
    private int slot(long value) {
        int mask = table.length - 1;
        int slot = (int) (value * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (table[slot] > 0 && values[table[slot] - 1] != value) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
