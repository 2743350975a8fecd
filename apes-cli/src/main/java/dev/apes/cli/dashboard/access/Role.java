package dev.apes.cli.dashboard.access;

import dev.apes.api.error.InvalidInputException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person is here for: decides what comes first on the overview, and what may be seen and done. */
public enum Role {
    /** Wants to know whether it pays. */
    EXECUTIVE(EnumSet.of(Permission.VIEW)),
    /** Wants to know what is going on. */
    MANAGER(EnumSet.of(Permission.VIEW)),
    /** Wants to know why. */
    ANALYST(EnumSet.of(Permission.VIEW, Permission.READ_PROMPTS)),
    /** Keeps it running. */
    OPERATOR(EnumSet.allOf(Permission.class));

    private final Set<Permission> permissions;

    Role(Set<Permission> permissions) {
        this.permissions = Set.copyOf(permissions);
    }

    /**
     * @param permission something to do
     * @return whether this role may do it
     */
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** {@return its name as people write it} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param source where the text comes from, for the message
     * @param text name of a role, in any case
     * @return the role
     * @throws InvalidInputException naming those there are
     */
    public static Role of(String source, String text) {
        return Arrays.stream(values())
                .filter(role -> role.text().equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        source,
                        "there is no role '" + text.strip() + "'; there are "
                                + Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", "))));
    }
}
