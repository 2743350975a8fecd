package dev.apes.cli.process;

import dev.apes.api.TrainingRequest;
import dev.apes.persistence.table.Incident;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a session that was cut off goes on with.
 *
 * @param request the request, with less held in memory at once where memory ran out; its results are the same
 * @param incident what happened, with what was done about it
 */
public record Remedy(TrainingRequest request, Incident incident) {
    /** An eighth of a batch, on one thread: what is under way at once is then a sixteenth of what it is on two. */
    private static final int SMALL_BATCH = 4;

    /**
     * @param request what is about to go on
     * @param incident how it was cut off
     * @param home the home folder, if the database is in it
     * @return what to do about it
     */
    public static Remedy of(TrainingRequest request, Incident incident, Optional<Path> home) {
        boolean memory = incident.cause().equals("out_of_memory");
        boolean large = request.threads() > 1 || request.batch() > SMALL_BATCH;
        TrainingRequest smaller = memory && large
                ? request.toBuilder()
                        .threads(1)
                        .batch(Math.min(SMALL_BATCH, request.batch()))
                        .build()
                : request;
        List<String> repaired = new ArrayList<>(incident.repaired());
        if (smaller != request) {
            repaired.add("it goes on with one thread and batches of " + smaller.batch() + " in place of "
                    + request.threads() + " and " + request.batch() + ", which changes no result");
        }
        List<String> advice = new ArrayList<>(incident.advice());
        if (CrashReport.ofDisk(incident)) {
            advice.removeIf(a -> a.startsWith("free disk space"));
            advice.add(home.map(HomeSpace::advice)
                    .orElse("free disk space first, on the machine of the database that the evidence names"));
        }
        return new Remedy(
                smaller,
                new Incident(
                        incident.cause(),
                        incident.severity(),
                        incident.happened(),
                        incident.evidence(),
                        incident.lost(),
                        repaired,
                        advice,
                        incident.foundAt()));
    }
}
