package dev.apes.cli;

import java.util.ArrayList;
import java.util.List;

/** Eats all memory, in a process that was started with {@link #PROPERTY}. */
final class Plate {
    /** The number of the bite at which all is eaten. */
    static final String PROPERTY = "apes.test.bite";

    /** So large that there is always room left for what others need. */
    private static final int MOUTHFUL = 8 << 20;

    private static int bites;

    private Plate() {}

    static synchronized void bite() {
        if (++bites == Integer.getInteger(PROPERTY, -1)) {
            List<byte[]> eaten = new ArrayList<>();
            while (true) {
                eaten.add(new byte[MOUTHFUL]);
            }
        }
    }
}
