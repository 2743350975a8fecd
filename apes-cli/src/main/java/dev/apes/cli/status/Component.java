package dev.apes.cli.status;

import dev.apes.api.Checks;
import java.util.Objects;

/**
 * How one part of the system is.
 *
 * @param name what it is
 * @param health how it is
 * @param text figures, and what to do if something is wrong
 */
public record Component(String name, Health health, String text) {
    /** How a part is. */
    public enum Health {
        /** As it should be. */
        GOOD,
        /** Works, but somebody should look. */
        WARNING,
        /** Does not work. */
        FAILED
    }

    /** Validates. */
    public Component {
        Checks.notBlank(name, "name of a component");
        Objects.requireNonNull(health, "health");
        Checks.notBlank(text, "text of component " + name);
    }
}
