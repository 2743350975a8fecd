package dev.apes.cli;

import dev.apes.api.SessionId;
import dev.apes.api.TrainingRequest;
import dev.apes.api.error.ApesException;
import dev.apes.api.store.SessionRecord;
import dev.apes.cli.process.CrashReport;
import dev.apes.cli.process.ProcessFacts;
import dev.apes.cli.process.Remedy;
import dev.apes.cli.process.StalePidFiles;
import dev.apes.cli.settings.Settings;
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
    private final Optional<Path> ownDatabase;

    /** Cleans up what processes of this home left behind. */
    EarlierCrashes(Settings settings, Streams streams) {
        this.streams = streams;
        ownDatabase = settings.database().isPresent() ? Optional.empty() : Optional.of(settings.home());
        StalePidFiles.clean(settings.home()).forEach(facts -> gone.put(facts.session(), facts));
    }

    /**
     * @param store where the sessions are
     * @param course what is about to be done
     * @return the same, with less held in memory at once if the session that goes on ran out of it
     */
    Course report(PostgresSessionStore store, Course course) {
        Optional<SessionRecord> resumed = course.continued();
        TrainingRequest request = course.request();
        try {
            if (resumed.isPresent()) {
                request = report(store, resumed.get(), request);
            }
            gone.keySet().stream()
                    .filter(id ->
                            resumed.isEmpty() || !resumed.get().id().value().equals(id))
                    .forEach(id -> store.find(new SessionId(id))
                            .ifPresent(session -> report(store, session, course.request())));
            gone.values().forEach(ProcessFacts::deleteMark);
        } catch (ApesException e) {
            streams.say("how earlier sessions were cut off can't be told: " + e.getMessage());
        }
        return new Course(request, resumed);
    }

    private TrainingRequest report(PostgresSessionStore store, SessionRecord session, TrainingRequest request) {
        Optional<Incident> incident = CrashReport.of(
                session,
                Optional.ofNullable(gone.get(session.id().value())),
                store.cutOff(session.id()),
                CrashReport.Machine.current(),
                store.recovered());
        if (incident.isEmpty()) {
            return request;
        }
        Remedy remedy = Remedy.of(request, incident.get(), ownDatabase);
        store.add(session.id(), remedy.incident());
        streams.say(
                "session " + session.id() + " was cut off: " + String.join("; ", CrashReport.lines(remedy.incident())));
        return remedy.request();
    }
}
