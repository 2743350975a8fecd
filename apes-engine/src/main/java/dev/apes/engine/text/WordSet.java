package dev.apes.engine.text;

/** Counts different hashes with open addressing; sized once for the most there can be. */
final class WordSet {
    private final int[] slots;
    private boolean zero;
    private int size;

    WordSet(int most) {
        slots = new int[Integer.highestOneBit(Math.max(4, most)) * 4];
    }

    void add(int hash) {
        if (hash == 0) {
            size += zero ? 0 : 1;
            zero = true;
            return;
        }
        int mask = slots.length - 1;
        int slot = (hash * 0x9E3779B9 >>> 7) & mask;
        while (slots[slot] != 0) {
            if (slots[slot] == hash) {
                return;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = hash;
        size++;
    }

    int size() {
        return size;
    }
}
