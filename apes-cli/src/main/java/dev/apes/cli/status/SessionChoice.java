package dev.apes.cli.status;

import dev.apes.api.error.StoreException;
import dev.apes.api.store.SessionCondition;
import dev.apes.api.store.SessionRecord;
import dev.apes.api.store.SessionStore;
import dev.apes.api.store.StoreInspection;
import java.util.List;
import java.util.Locale;

/** Finds the session that a person means by an id, the beginning of one, or {@code latest}. */
public final class SessionChoice {
    /** The word for the newest session. */
    public static final String LATEST = "latest";

    private static final int LOOKED_AT = 10_000;

    private SessionChoice() {}

    /**
     * @param name an id, the beginning of one, or {@value #LATEST}
     * @param sessions those there are, newest first
     * @return the session
     * @throws NothingToDoException if there is none, or several begin like that
     */
    public static SessionRecord find(String name, List<SessionRecord> sessions) {
        if (sessions.isEmpty()) {
            throw new NothingToDoException("there is no session yet; 'apes train' starts one");
        }
        if (name.equals(LATEST)) {
            return sessions.get(0);
        }
        List<SessionRecord> found =
                sessions.stream().filter(s -> s.id().value().equals(name)).toList();
        if (found.isEmpty() && !name.isBlank()) {
            found = sessions.stream()
                    .filter(s -> s.id().value().startsWith(name))
                    .toList();
        }
        if (found.size() > 1) {
            throw new NothingToDoException(found.size() + " sessions begin with '" + name + "'; give more of the id: "
                    + found.get(0).id() + ", " + found.get(1).id() + (found.size() > 2 ? ", …" : ""));
        }
        if (found.isEmpty()) {
            throw new NothingToDoException("there is no session '" + name + "'; the latest is "
                    + sessions.get(0).id() + ", and 'apes status' lists them");
        }
        return found.get(0);
    }

    /**
     * @param store where they are
     * @return the newest sessions, newest first; none where there are no tables yet
     * @throws StoreException if the store can't be used
     */
    public static List<SessionRecord> all(SessionStore store) {
        StoreInspection found = store.inspect(List.of());
        found.blocked().ifPresent(reason -> {
            throw new StoreException(reason, null);
        });
        return found.missing().isEmpty() ? store.sessions(LOOKED_AT) : List.of();
    }

    /**
     * @param name an id, the beginning of one, or {@value #LATEST} for the newest that was cut off
     * @param store where it is
     * @return a session that can go on
     * @throws NothingToDoException if there is none, or it can't go on
     */
    public static SessionRecord toResume(String name, SessionStore store) {
        List<SessionRecord> sessions = all(store);
        if (name.equals(LATEST)) {
            return sessions.stream()
                    .filter(s -> s.condition().cutOff())
                    .findFirst()
                    .orElseThrow(() -> new NothingToDoException(
                            "there is no session that was cut off; 'apes train' starts a new one"));
        }
        SessionRecord session = find(name, sessions);
        SessionCondition condition = session.condition();
        if (!condition.cutOff()) {
            throw new NothingToDoException("session " + session.id() + " is "
                    + condition.name().toLowerCase(Locale.ROOT)
                    + (condition == SessionCondition.COMPLETED
                            ? ", so there is nothing to resume; 'apes train' starts a new one"
                            : " in another process; 'apes status' shows it, 'apes stop' ends it"));
        }
        return session;
    }
}
