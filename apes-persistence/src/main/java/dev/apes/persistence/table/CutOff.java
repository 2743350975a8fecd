package dev.apes.persistence.table;

import java.time.Instant;
import java.util.Optional;

/**
 * What the database knows of where a session was cut off.
 *
 * @param lastCommit when its last iteration was committed
 * @param checkpoint the newest iteration with a checkpoint, 0 if there is none
 * @param answersKept how many paid answers were stored since its last commit: they are not bought again
 * @param callsInFlight how many paid calls were out, their answers being lost: they are made again
 * @param host where its process ran
 * @param boot which start of that machine it was, where it is known
 */
public record CutOff(
        Optional<Instant> lastCommit,
        int checkpoint,
        long answersKept,
        long callsInFlight,
        Optional<String> host,
        Optional<String> boot) {}
