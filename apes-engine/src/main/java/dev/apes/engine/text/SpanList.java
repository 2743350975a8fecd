package dev.apes.engine.text;

import java.util.Arrays;

/** A growing list of (start, end, kind) triples kept in plain arrays, so that an analysis allocates little. */
final class SpanList {
    private int[] starts;
    private int[] ends;
    private byte[] kinds;
    private int size;

    SpanList(int capacity) {
        int room = Math.max(4, capacity);
        starts = new int[room];
        ends = new int[room];
        kinds = new byte[room];
    }

    void add(int kind, int start, int end) {
        if (size == starts.length) {
            int room = size * 2;
            starts = Arrays.copyOf(starts, room);
            ends = Arrays.copyOf(ends, room);
            kinds = Arrays.copyOf(kinds, room);
        }
        starts[size] = start;
        ends[size] = end;
        kinds[size++] = (byte) kind;
    }

    int size() {
        return size;
    }

    int start(int i) {
        return starts[i];
    }

    int end(int i) {
        return ends[i];
    }

    int kind(int i) {
        return kinds[i];
    }

    void setKind(int i, int kind) {
        kinds[i] = (byte) kind;
    }

    /** The index of the first span that ends behind the offset; {@link #size()} if none does. Spans must be ordered and disjoint. */
    int firstEndingAfter(int offset) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
