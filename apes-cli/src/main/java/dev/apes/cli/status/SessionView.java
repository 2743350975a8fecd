package dev.apes.cli.status;

import dev.apes.api.SessionId;
import dev.apes.api.store.IterationRecord;
import dev.apes.api.store.SessionCondition;
import dev.apes.api.store.SessionRecord;
import dev.apes.persistence.query.SessionRow;
import dev.apes.persistence.table.Incident;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A session.
 *
 * @param row as it is stored
 * @param iterations those that were asked for, oldest first
 * @param incidents how it was cut off, each time, oldest first, if it was asked for alone
 */
public record SessionView(SessionRow row, List<IterationRecord> iterations, List<Incident> incidents) {
    /** Copies. */
    public SessionView {
        incidents = List.copyOf(incidents);
        iterations = List.copyOf(iterations);
    }

    /** {@return its record} */
    public SessionRecord session() {
        return row.session();
    }

    /** {@return what a person sees of it} */
    public SessionCondition condition() {
        return session().condition();
    }

    /** {@return that in lower case} */
    public String state() {
        return condition().name().toLowerCase(Locale.ROOT);
    }

    /** {@return the start of its id, by which it can be named} */
    public String shortId() {
        return shortId(session().id());
    }

    static String shortId(SessionId session) {
        String id = session.value();
        return id.length() > 8 ? id.substring(0, 8) : id;
    }

    /** {@return whether somebody is at work on it} */
    public boolean running() {
        return condition() == SessionCondition.RUNNING || condition() == SessionCondition.STOPPING;
    }

    /** {@return its newest iteration, if iterations were asked for and there is one} */
    public Optional<IterationRecord> newest() {
        return iterations.isEmpty() ? Optional.empty() : Optional.of(iterations.get(iterations.size() - 1));
    }
}
