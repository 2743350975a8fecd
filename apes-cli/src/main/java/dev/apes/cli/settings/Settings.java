package dev.apes.cli.settings;

import dev.apes.api.error.InvalidInputException;
import dev.apes.persistence.journal.Rotation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Settings that all commands share, resolved.
 *
 * @param home the home folder, absolute; need not exist
 * @param database the user's own database; empty for the one under the home
 * @param colour whether output may be coloured, on a terminal
 * @param file further settings
 * @param repeat the options that another command needs to find the same place, behind a space each; blank for the defaults
 */
public record Settings(
        Path home, Optional<DatabaseSettings> database, boolean colour, SettingsFile file, String repeat) {
    /** Name of the variable for the home folder. */
    public static final String HOME_VARIABLE = "APES_HOME";

    /**
     * @param homeOption the value of {@code --home}, if given
     * @param dbOption the value of {@code --db}, if given
     * @param noColor whether {@code --no-color} was given
     * @param environment what is around
     * @return the settings in force
     * @throws InvalidInputException naming option, variable or line of the file, and what would be accepted
     */
    public static Settings resolve(
            Optional<String> homeOption, Optional<String> dbOption, boolean noColor, Environment environment) {
        Path home = homeOption
                .map(value -> path("--home", value))
                .or(() -> environment.get(HOME_VARIABLE).map(value -> path(HOME_VARIABLE, value)))
                .orElseGet(() -> environment.userHome().resolve(".apes"))
                .toAbsolutePath()
                .normalize();
        SettingsFile file = SettingsFile.of(home);
        boolean colour = !noColor
                && environment.get("NO_COLOR").isEmpty()
                && file.flag("color").orElse(true);
        Optional<DatabaseSettings> database = DatabaseSettings.of(dbOption, environment, file);
        String repeat = homeOption.map(value -> " --home " + quoted(value)).orElse("")
                + dbOption.map(value -> " --db " + quoted(value)).orElse("");
        return new Settings(home, database, colour, file, repeat);
    }

    private static Path path(String source, String value) {
        if (value.isBlank()) {
            throw new InvalidInputException(source, "needs the name of a folder");
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(source, "'" + value + "' is no usable folder name", e);
        }
    }

    /** {@return the text as a shell would have to be given it} */
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** {@return how many files of a kind stay in a folder of the home, the newest} */
    public int filesKept() {
        return file.integer("keep-files", 1, 1_000_000).map(Long::intValue).orElse(Rotation.KEPT);
    }

    /** {@return where the data is, for people} */
    public String place() {
        return database.map(DatabaseSettings::url).orElse("the database under " + home);
    }
}
