package dev.apes.generators.neural;

import dev.apes.generators.table.SeededRandom;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * One slot per level. Of more than {@link #MOST_SLOTS} levels the rarest share a slot, within which they are drawn by how often
 * they occurred, so that a column of ten thousand names does not make a network of ten thousand outputs.
 */
public final class LevelCode extends ColumnCode {
    /** Most slots besides the one for missing. */
    public static final int MOST_SLOTS = 256;

    private final int[] slotOf;
    private final long[] seen;
    private final int pool;
    private final int[] levelOf;
    private long missing;

    /**
     * @param counts how often each level was seen when the code was made, which decides what is pooled
     */
    public LevelCode(long[] counts) {
        this(slots(counts));
    }

    private LevelCode(int[] slotOf) {
        this.slotOf = slotOf;
        this.seen = new long[slotOf.length];
        this.pool = slotOf.length > MOST_SLOTS ? MOST_SLOTS - 1 : -1;
        this.levelOf = new int[pool < 0 ? slotOf.length : pool];
        for (int level = 0; level < slotOf.length; level++) {
            if (slotOf[level] != pool) {
                levelOf[slotOf[level]] = level;
            }
        }
    }

    private static int[] slots(long[] counts) {
        if (counts.length <= MOST_SLOTS) {
            return IntStream.range(0, counts.length).toArray();
        }
        int[] slots = new int[counts.length];
        int[] order = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer l) -> -counts[l]).thenComparing(l -> l))
                .mapToInt(l -> l)
                .toArray();
        for (int i = 0; i < order.length; i++) {
            slots[order[i]] = Math.min(i, MOST_SLOTS - 1);
        }
        return slots;
    }

    @Override
    int modes() {
        return 0;
    }

    @Override
    public int slots() {
        return Math.min(slotOf.length, MOST_SLOTS) + 1;
    }

    @Override
    boolean covers(double cell) {
        return true;
    }

    @Override
    public void see(double cell) {
        if (Double.isNaN(cell)) {
            missing++;
        } else {
            seen[(int) cell]++;
        }
    }

    @Override
    public int slot(double cell, SeededRandom random) {
        return Double.isNaN(cell) ? slots() - 1 : slotOf[(int) cell];
    }

    @Override
    double offset(double cell, int slot) {
        return 0;
    }

    @Override
    public boolean occurs(int slot) {
        if (slot == slots() - 1) {
            return missing > 0;
        }
        return slot == pool ? pooled() > 0 : seen[levelOf[slot]] > 0;
    }

    private long pooled() {
        long sum = 0;
        for (int level = 0; level < seen.length; level++) {
            sum += slotOf[level] == pool ? seen[level] : 0;
        }
        return sum;
    }

    @Override
    public double cell(int slot, double offset, SeededRandom random) {
        if (slot == slots() - 1) {
            return Double.NaN;
        }
        if (slot != pool) {
            return levelOf[slot];
        }
        double left = random.nextDouble() * pooled();
        int last = 0;
        for (int level = 0; level < seen.length; level++) {
            if (slotOf[level] == pool && seen[level] > 0) {
                last = level;
                left -= seen[level];
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }

    @Override
    double likelihood(double wanted, int slot, double offset, double deviation) {
        return slotOf[(int) wanted] == slot ? 1 : 0;
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(slotOf.length);
        for (int level = 0; level < slotOf.length; level++) {
            out.writeShort(slotOf[level]);
            out.writeLong(seen[level]);
        }
        out.writeLong(missing);
    }

    /**
     * @param in what {@link #write} wrote
     * @return an equal code
     * @throws IOException if it cannot be read
     */
    public static LevelCode read(DataInputStream in) throws IOException {
        int[] slotOf = new int[in.readInt()];
        long[] seen = new long[slotOf.length];
        for (int level = 0; level < slotOf.length; level++) {
            slotOf[level] = in.readShort();
            seen[level] = in.readLong();
        }
        LevelCode code = new LevelCode(slotOf);
        System.arraycopy(seen, 0, code.seen, 0, seen.length);
        code.missing = in.readLong();
        return code;
    }
}
