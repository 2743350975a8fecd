package dev.apes.persistence.jdbc;

import dev.apes.api.error.InvalidInputException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a database is and as whom to enter it. Takes secrets out of the URL at once, so that nothing that prints an address can
 * give one away.
 */
public final class DatabaseAddress {
    private static final List<String> SCHEMES = List.of("jdbc:postgresql:", "postgresql:", "postgres:");
    private static final String EXAMPLE = "it should look like jdbc:postgresql://localhost:5432/apes";

    private final String url;
    private final String place;
    private final String user;
    private final String password;

    private DatabaseAddress(String url, String place, String user, String password) {
        this.url = url;
        this.place = place;
        this.user = user;
        this.password = password;
    }

    /**
     * @param given {@code jdbc:postgresql://host:port/database?options} or {@code postgresql://user:password@host/database}
     * @param user who enters, or null to take it from the URL
     * @param password the secret, or null to take it from the URL
     * @return the address
     * @throws InvalidInputException if it is not the URL of a PostgreSQL database; without secrets
     */
    public static DatabaseAddress parse(String given, String user, String password) {
        Objects.requireNonNull(given, "url");
        String scheme = SCHEMES.stream()
                .filter(given::startsWith)
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInputException("database URL", "does not name a PostgreSQL database; " + EXAMPLE));
        String rest = given.substring(scheme.length());
        String options = "";
        int question = rest.indexOf('?', Math.max(0, rest.lastIndexOf('@')));
        int firstQuestion = rest.indexOf('?');
        if (firstQuestion >= 0 && rest.lastIndexOf('@', firstQuestion) < 0) {
            question = firstQuestion;
        }
        if (question >= 0) {
            options = rest.substring(question + 1);
            rest = rest.substring(0, question);
        }
        String inUrlUser = null;
        String inUrlPassword = null;
        int at = rest.lastIndexOf('@');
        if (at >= 0) {
            String info = rest.substring(rest.startsWith("//") ? 2 : 0, at);
            int colon = info.indexOf(':');
            inUrlUser = decode(colon < 0 ? info : info.substring(0, colon));
            inUrlPassword = colon < 0 ? null : decode(info.substring(colon + 1));
            rest = "//" + rest.substring(at + 1);
        }
        List<String> kept = new ArrayList<>();
        for (String option : options.isEmpty() ? new String[0] : options.split("&")) {
            if (option.startsWith("user=")) {
                inUrlUser = decode(option.substring(5));
            } else if (option.startsWith("password=")) {
                inUrlPassword = decode(option.substring(9));
            } else {
                kept.add(option);
            }
        }
        String who = user != null ? user : inUrlUser;
        String plain = scheme.startsWith("jdbc") ? rest : rest.startsWith("//") ? rest : "//" + rest;
        String clean = "jdbc:postgresql:" + plain + (kept.isEmpty() ? "" : "?" + String.join("&", kept));
        return new DatabaseAddress(clean, placeOf(plain, who), who, password != null ? password : inUrlPassword);
    }

    private static String placeOf(String plain, String user) {
        String rest = plain.startsWith("//") ? plain.substring(2) : "/" + plain;
        int slash = rest.indexOf('/');
        String hosts = slash < 0 ? rest : rest.substring(0, slash);
        String name = slash < 0 ? "" : rest.substring(slash + 1);
        List<String> shown = new ArrayList<>();
        for (String host : hosts.split(",")) {
            boolean port = host.matches(".*:\\d+$") && !host.endsWith("]");
            shown.add((host.isEmpty() ? "localhost" : host) + (port ? "" : ":5432"));
        }
        return String.join(",", shown) + "/" + (name.isEmpty() ? Objects.requireNonNullElse(user, "") : name);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a bare percent sign in a password
        }
    }

    /** {@return host, port and database, without secrets} */
    public String place() {
        return place;
    }

    /** {@return who enters, or null if the driver is to decide} */
    public String user() {
        return user;
    }

    /**
     * @param text any text
     * @return it without the password
     */
    public String scrub(String text) {
        return text == null || password == null || password.isEmpty() ? text : text.replace(password, "***");
    }

    /**
     * @param applicationName shown by {@code pg_stat_activity}
     * @param schema the schema to work in, or null
     * @return connections, each new
     */
    PGSimpleDataSource dataSource(String applicationName, String schema) {
        PGSimpleDataSource source = new DirectDataSource();
        try {
            source.setUrl(url);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("database URL", "can't be read; " + EXAMPLE);
        }
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        if (schema != null) {
            source.setCurrentSchema(quoted(schema));
        }
        source.setApplicationName(applicationName);
        if (source.getConnectTimeout() == 0) {
            source.setConnectTimeout(10);
        }
        source.setTcpKeepAlive(true);
        return source;
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return place;
    }
}
