package dev.apes.generators.neural;

import dev.apes.generators.table.SeededRandom;

/**
 * Random streams by name and place. Nothing about them needs saving: the stream of a batch depends on the seed, the epoch and the
 * batch alone, so that training can be left after any epoch and taken up again.
 */
public final class Streams {
    private Streams() {}

    /**
     * @param seed of the model
     * @param purpose what it is for
     * @param place where in training or in the table, e.g. epoch and batch
     * @return the seed of that stream
     */
    public static long seed(long seed, String purpose, long... place) {
        long h = seed ^ 0x9E3779B97F4A7C15L;
        for (int i = 0; i < purpose.length(); i++) {
            h = mix(h, purpose.charAt(i));
        }
        for (long p : place) {
            h = mix(h, p);
        }
        return h;
    }

    private static long mix(long h, long value) {
        long z = (h ^ value) * 0xBF58476D1CE4E5B9L + 0x94D049BB133111EBL;
        z = (z ^ (z >>> 29)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 32);
    }

    /**
     * @param seed of the stream
     * @param from first row to fill
     * @param to behind the last
     * @param into standard normal draws; each row has a stream of its own, so that lanes don't matter
     */
    public static void normal(long seed, int from, int to, float[][] into) {
        for (int r = from; r < to; r++) {
            SeededRandom random = new SeededRandom(seed(seed, "row", r));
            for (int j = 0; j < into[r].length; j++) {
                into[r][j] = (float) random.nextGaussian();
            }
        }
    }

    /**
     * @param seed of the stream
     * @param count how many
     * @return 0 to {@code count - 1} in random order (Fisher and Yates)
     */
    public static int[] shuffled(long seed, int count) {
        SeededRandom random = new SeededRandom(seed);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
