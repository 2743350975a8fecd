package dev.apes.cli;

import dev.apes.api.SessionId;
import dev.apes.api.error.ApesException;
import dev.apes.api.store.SessionRecord;
import dev.apes.cli.process.CrashReport;
import dev.apes.cli.process.ProcessFacts;
import dev.apes.cli.process.StalePidFiles;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.table.Incident;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reports, at the start of a training, the sessions that were cut off before: to the person and into the database. */
final class EarlierCrashes {
    private final Map<String, ProcessFacts> gone = new LinkedHashMap<>();
    private final Streams streams;

    /** Cleans up what processes of this home left behind. */
    EarlierCrashes(Path home, Streams streams) {
        this.streams = streams;
        StalePidFiles.clean(home).forEach(facts -> gone.put(facts.session(), facts));
    }

    /**
     * @param store where the sessions are
     * @param resumed the session that is about to go on, if one is
     */
    void report(PostgresSessionStore store, Optional<SessionRecord> resumed) {
        try {
            resumed.ifPresent(session -> report(store, session));
            gone.keySet().stream()
                    .filter(id ->
                            resumed.isEmpty() || !resumed.get().id().value().equals(id))
                    .forEach(id -> store.find(new SessionId(id)).ifPresent(session -> report(store, session)));
        } catch (ApesException e) {
            streams.say("how earlier sessions were cut off can't be told: " + e.getMessage());
        }
    }

    private void report(PostgresSessionStore store, SessionRecord session) {
        Optional<Incident> incident = CrashReport.of(
                session,
                Optional.ofNullable(gone.get(session.id().value())),
                store.cutOff(session.id()),
                CrashReport.Machine.current(),
                store.recovered());
        incident.ifPresent(found -> {
            store.add(session.id(), found);
            streams.say("session " + session.id() + " was cut off: " + String.join("; ", CrashReport.lines(found)));
        });
    }
}
