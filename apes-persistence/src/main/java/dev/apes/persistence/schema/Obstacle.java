package dev.apes.persistence.schema;

import dev.apes.api.Checks;

/**
 * Why nothing can be trained in a database.
 *
 * @param reason what is wrong and what to do about it, a sentence
 * @param ofUser whether it is only that this user may not write there: the database may serve others well
 */
public record Obstacle(String reason, boolean ofUser) {
    /** Validates. */
    public Obstacle {
        Checks.notBlank(reason, "reason");
    }
}
