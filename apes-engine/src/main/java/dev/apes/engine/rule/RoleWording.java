package dev.apes.engine.rule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Roles by kind of task and field, and the sentence that names one. */
final class RoleWording {
    private static final String RESOURCE = "roles.txt";
    private static final String OPENING = "You are ";
    private static final String SYSTEM = "System: ";
    private static final String SUBJECT = " helping me with ";
    private static final Map<String, Role> ROLES = load();

    private RoleWording() {}

    /**
     * A role.
     *
     * @param name for a person, without article
     * @param field what the person works in
     */
    record Role(String name, String field) {}

    /** {@return the role for a kind of task or a field; null if there is none} */
    static Role of(String kind) {
        return ROLES.get(kind);
    }

    /** The sentences that name a role for a subject. */
    static String line(Role role, String depth, String subject, boolean system, boolean keep, boolean credentials) {
        String person = switch (depth) {
            case "junior" -> "junior " + role.name();
            case "mid_level" -> "mid-level " + role.name();
            case "expert" -> role.name() + " with expert knowledge of " + role.field();
            default -> "senior " + role.name();
        };
        StringBuilder out = new StringBuilder(system ? SYSTEM : "");
        out.append(OPENING).append(Articles.of(person)).append(' ').append(person);
        if (credentials) {
            out.append(", trained in ").append(role.field()).append(",");
        }
        out.append(SUBJECT).append(subject).append('.');
        if (keep) {
            out.append(" Keep to that point of view in everything about ")
                    .append(subject)
                    .append(".");
        }
        return out.toString();
    }

    /** Whether a line names a role in these words. */
    static boolean isRoleLine(String text, int start, int end) {
        int at = text.startsWith(SYSTEM, start) ? start + SYSTEM.length() : start;
        int subject = text.indexOf(SUBJECT, at);
        return text.startsWith(OPENING + "a", at) && subject > 0 && subject < end;
    }

    private static Map<String, Role> load() {
        Map<String, Role> roles = new LinkedHashMap<>();
        try (InputStream in = RoleWording.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + RESOURCE + " is missing beside "
                        + RoleWording.class.getName() + ". Rebuild the jar with its resources.");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] parts = line.split("\\|");
                if (!line.startsWith("#") && parts.length == 3) {
                    roles.put(parts[0].strip(), new Role(parts[1].strip(), parts[2].strip()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE, e);
        }
        return roles;
    }
}
