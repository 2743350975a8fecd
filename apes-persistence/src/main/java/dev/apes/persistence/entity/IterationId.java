package dev.apes.persistence.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;

/**
 * Session and number of an iteration.
 *
 * @param sessionId the session
 * @param iteration from 1
 */
@Embeddable
public record IterationId(
        @Column(name = "session_id", length = 100) String sessionId,
        @Column(name = "iteration") int iteration) implements Serializable {}
