package dev.apes.cli.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The URL of a database, taken apart, so that user and password can be dealt with on their own.
 *
 * @param address what is left behind the scheme: {@code //host:port/database?options}
 * @param user in it, if any
 * @param password in it, if any
 */
record DatabaseUrl(String address, Optional<String> user, Optional<String> password) {
    static DatabaseUrl parse(String given) {
        String rest = given.replaceFirst("^(jdbc:)?[A-Za-z]+:", "");
        Optional<String> user = Optional.empty();
        Optional<String> password = Optional.empty();
        String options = "";
        int at = rest.lastIndexOf('@', authorityEnd(rest));
        if (at >= 0) {
            String before = rest.substring(rest.startsWith("//") ? 2 : 0, at);
            int colon = before.indexOf(':');
            user = Optional.of(decode(colon < 0 ? before : before.substring(0, colon)))
                    .filter(text -> !text.isEmpty());
            password = colon < 0 ? Optional.empty() : Optional.of(decode(before.substring(colon + 1)));
            rest = "//" + rest.substring(at + 1);
        }
        int question = rest.indexOf('?');
        if (question >= 0) {
            options = rest.substring(question + 1);
            rest = rest.substring(0, question);
        }
        List<String> kept = new ArrayList<>();
        for (String option : options.split("&")) {
            if (option.startsWith("user=")) {
                user = Optional.of(decode(option.substring(5)));
            } else if (option.startsWith("password=")) {
                password = Optional.of(decode(option.substring(9)));
            } else if (!option.isEmpty()) {
                kept.add(option);
            }
        }
        return new DatabaseUrl(rest + (kept.isEmpty() ? "" : "?" + String.join("&", kept)), user, password);
    }

    /** A password may hold anything, but what stands behind the last @ of it does not; options may hold an @ as well. */
    private static int authorityEnd(String rest) {
        int question = rest.indexOf('?');
        boolean inOptions = question >= 0 && rest.indexOf('@') > question;
        return inOptions ? question : rest.length();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a bare percent sign
        }
    }

    @Override
    public String toString() {
        return address; // never the password
    }
}
