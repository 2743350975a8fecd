package dev.apes.api.store;

import dev.apes.api.Checks;
import java.util.Objects;

/**
 * Everything a session needs to go on behind a committed iteration. What the bytes mean is the engine's affair; the store keeps
 * them with a checksum and hands out none that is damaged.
 *
 * @param iteration the committed iteration it belongs to, at least 1
 * @param format version of the layout of {@code state}, at least 1
 * @param state the bytes; not copied: do not change them afterwards
 */
public record Checkpoint(int iteration, int format, byte[] state) {
    /** Validates. */
    public Checkpoint {
        Checks.atLeast(iteration, 1, "iteration of a checkpoint");
        Checks.atLeast(format, 1, "format of a checkpoint");
        Objects.requireNonNull(state, "state");
    }
}
