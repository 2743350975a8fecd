package dev.apes.cli.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a process finds around it.
 *
 * @param variables of the environment
 * @param userHome the user's own folder
 */
public record Environment(Map<String, String> variables, Path userHome) {
    /** Copies. */
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** {@return that of this process} */
    public static Environment ofProcess() {
        return new Environment(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * @param name of a variable
     * @return its value, if it has one that is not blank
     */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** {@return nothing that could be a secret} */
    @Override
    public String toString() {
        return "Environment[" + variables.size() + " variables, " + userHome + "]";
    }
}
