package dev.apes.examples.tools;

/**
 * How much {@link SeedDatabase} puts into a database.
 *
 * @param sessions sessions of training, at least 1
 * @param iterations of all sessions together, at least one each
 * @param measurements rows of {@code rule_performance} of all sessions together
 * @param whole of how many of the newest sessions the iterations are whole records, as a report reads them; of the others only the figures
 * @param seed of all random values
 */
record SeedSizes(int sessions, long iterations, long measurements, int whole, long seed) {
    SeedSizes {
        if (sessions < 1 || iterations < sessions || measurements < 0 || whole < 0) {
            throw new IllegalArgumentException("there must be at least one session and one iteration for each, but "
                    + sessions + " sessions, " + iterations + " iterations, " + measurements + " measurements and "
                    + whole
                    + " whole sessions were asked for");
        }
    }

    /** What the dashboard must be fast with. */
    static final SeedSizes FULL = new SeedSizes(10_000, 1_000_000, 10_000_000, 20, 7);
}
