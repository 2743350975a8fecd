package dev.apes.cli.settings;

import dev.apes.api.error.InvalidInputException;
import java.util.List;
import java.util.Optional;

/**
 * A database of the user's own. Never prints its password.
 *
 * @param url without a password
 * @param user who enters, if told
 * @param password the secret, if told
 */
public record DatabaseSettings(String url, Optional<String> user, Optional<String> password) {
    private static final List<String> SCHEMES = List.of("jdbc:postgresql:", "postgresql:", "postgres:");
    private static final String WANTED =
            "should look like jdbc:postgresql://host:5432/database or postgresql://host/database";

    /** One place where a database can be named; the first that names one wins. */
    private record Source(String name, Optional<String> url, Optional<String> user, Optional<String> password) {}

    /**
     * @param option the value of {@code --db}, if given
     * @param environment where the {@code APES_DB_…} variables are
     * @param file the settings file
     * @return the database, or empty for the one that APES runs itself
     * @throws InvalidInputException if what is named is no PostgreSQL database, or a secret is where others can see it
     */
    static Optional<DatabaseSettings> of(Optional<String> option, Environment environment, SettingsFile file) {
        option.map(DatabaseUrl::parse).filter(url -> url.password().isPresent()).ifPresent(url -> {
            throw new InvalidInputException(
                    "--db",
                    "holds a password, which every user can see in the list of processes: put it into APES_DB_PASSWORD,"
                            + " and leave it out of the URL");
        });
        List<Source> sources = List.of(
                new Source("--db", option, Optional.empty(), Optional.empty()),
                new Source(
                        "APES_DB_URL",
                        environment.get("APES_DB_URL"),
                        environment.get("APES_DB_USER"),
                        environment.get("APES_DB_PASSWORD")),
                new Source(file.where("db.url"), file.text("db.url"), file.text("db.user"), file.text("db.password")));
        if (file.text("db.password").isPresent()) {
            file.requirePrivate("db.password");
        }
        if (sources.get(2)
                .url()
                .map(DatabaseUrl::parse)
                .flatMap(DatabaseUrl::password)
                .isPresent()) {
            file.requirePrivate("db.url");
        }
        return sources.stream()
                .filter(source -> source.url().isPresent())
                .findFirst()
                .map(naming -> complete(naming, sources));
    }

    /** User and password come from the first source that tells them; what stands in the URL counts as told by its source. */
    private static DatabaseSettings complete(Source naming, List<Source> sources) {
        String given = naming.url().orElseThrow();
        DatabaseUrl url = DatabaseUrl.parse(given);
        if (SCHEMES.stream().noneMatch(given::startsWith) || url.address().isEmpty()) {
            throw new InvalidInputException(
                    naming.name(),
                    WANTED + (given.contains("@") || given.contains("password") ? "" : " but is '" + given + "'")
                            + "; without one, APES runs its own database");
        }
        Optional<String> user = Optional.empty();
        Optional<String> password = Optional.empty();
        for (Source source : sources) {
            user = user.or(() -> source.user().or(() -> source == naming ? url.user() : Optional.empty()));
            password =
                    password.or(() -> source.password().or(() -> source == naming ? url.password() : Optional.empty()));
        }
        return new DatabaseSettings("jdbc:postgresql:" + url.address(), user, password);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + url + ", " + user.orElse("no user") + "]";
    }
}
