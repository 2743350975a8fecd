package dev.apes.engine.rubric;

/** A fixed-size map from hashes to small numbers with open addressing; iteration is not possible, so order cannot leak. */
final class IntTable {
    private final int[] keys;
    private final int[] values;

    IntTable(int most) {
        int size = Integer.highestOneBit(Math.max(4, most)) * 4;
        keys = new int[size];
        values = new int[size];
    }

    /** The value of the key, or −1. */
    int get(int key) {
        int sought = key == 0 ? 1 : key;
        int slot = slot(sought);
        while (keys[slot] != 0) {
            if (keys[slot] == sought) {
                return values[slot];
            }
            slot = (slot + 1) & (keys.length - 1);
        }
        return -1;
    }

    /** Stores the value if the key is new; tells whether it was. At most as many keys as the constructor was told. */
    boolean putIfAbsent(int key, int value) {
        int sought = key == 0 ? 1 : key;
        int slot = slot(sought);
        while (keys[slot] != 0) {
            if (keys[slot] == sought) {
                return false;
            }
            slot = (slot + 1) & (keys.length - 1);
        }
        keys[slot] = sought;
        values[slot] = value;
        return true;
    }

    private int slot(int key) {
        int mixed = key * 0x9E3779B9;
        return (mixed ^ mixed >>> 15) & (keys.length - 1);
    }
}
