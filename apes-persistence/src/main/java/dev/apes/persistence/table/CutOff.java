package dev.apes.persistence.table;

import java.time.Instant;
import java.util.Optional;

/**
 * What the database knows of where a session was cut off.
 *
 * @param lastCommit when its last iteration was committed
 * @param checkpoint the newest iteration with a checkpoint, 0 if there is none
 * @param answersKept how many paid answers were stored since its last commit: they are not bought again
 */
public record CutOff(Optional<Instant> lastCommit, int checkpoint, long answersKept) {}
