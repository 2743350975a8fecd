package dev.apes.persistence.query;

import dev.apes.api.Checks;
import dev.apes.persistence.schema.Obstacle;
import java.util.Optional;

/**
 * What a database is.
 *
 * @param version of the server, e.g. {@code PostgreSQL 17.5}
 * @param place host, port and database, without secrets
 * @param schema the schema looked at; blank if the user has none
 * @param tableVersion version of the tables, 0 if APES has none there
 * @param knownVersion the version this program works with
 * @param bytes size of the whole database
 * @param obstacle why nothing can be trained there, if so
 */
public record DatabaseFacts(
        String version,
        String place,
        String schema,
        int tableVersion,
        int knownVersion,
        long bytes,
        Optional<Obstacle> obstacle) {
    /** Validates. */
    public DatabaseFacts {
        Checks.notBlank(version, "version");
        Checks.notBlank(place, "place");
        Checks.atLeast(tableVersion, 0, "tableVersion");
    }

    /** {@return whether this program can work with the tables as they are} */
    public boolean ready() {
        return tableVersion == knownVersion;
    }

    /** {@return a sentence about the tables} */
    public String tables() {
        if (tableVersion == 0) {
            return "APES has no tables in " + place + " yet; 'apes train' creates them";
        }
        if (ready()) {
            return "tables of version " + tableVersion;
        }
        return "tables of version " + tableVersion
                + (tableVersion < knownVersion ? "; 'apes train' brings them to " : ", this APES knows ")
                + knownVersion;
    }
}
