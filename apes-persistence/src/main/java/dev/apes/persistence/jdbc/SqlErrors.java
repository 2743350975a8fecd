package dev.apes.persistence.jdbc;

import dev.apes.api.error.ApesException;
import dev.apes.api.error.InvalidInputException;
import dev.apes.api.error.StoreException;
import dev.apes.api.error.StoreUnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says what a database's refusal means and what to do about it, without secrets. */
final class SqlErrors {
    private SqlErrors() {}

    static ApesException translate(String doing, SQLException error, String place, DatabaseAddress address) {
        SQLException telling = telling(error);
        String state = telling.getSQLState() == null ? "" : telling.getSQLState();
        String said = said(telling);
        String scrubbed = address == null ? said : address.scrub(said);
        boolean leaks = address != null && !scrubbed.equals(said);
        Throwable cause = leaks ? null : error;
        String where = "PostgreSQL at " + place;
        if (state.equals("22021") || state.equals("22P05")) {
            return new InvalidInputException(
                    "text",
                    "PostgreSQL can't store a NUL character (U+0000), which what was to be stored contains; remove it",
                    cause);
        }
        String user = address == null || address.user() == null ? "the user" : "user '" + address.user() + "'";
        String message = switch (state) {
            case "28P01", "28000" -> where + " refuses " + user + ": check user and password (" + scrubbed + ")";
            case "3D000" ->
                "There is no such database at " + place
                        + ": create it (CREATE DATABASE … ENCODING 'UTF8') or name another (" + scrubbed + ")";
            case "53300" -> where + " has no connection left for APES: end others or raise max_connections";
            case "53100" -> where + " has no disk space left; make room, nothing of this was stored (" + scrubbed + ")";
            case "25006" -> where + " is read-only; APES needs a database it may write to";
            case "55P03" ->
                "Could not " + doing + ": another program holds a lock on the tables in " + where
                        + "; end it or wait, then try again";
            case "42501" ->
                "Could not " + doing + ": " + user + " lacks a right in " + where + " (" + scrubbed
                        + "); GRANT it or use the tables' owner";
            case "APES1" -> scrubbed;
            default ->
                state.startsWith("08") || state.startsWith("57P")
                        ? "Could not " + doing + ": " + where + " can't be reached; start it or check host and port ("
                                + scrubbed + ")"
                        : "Could not " + doing + " in " + where + ": " + scrubbed;
        };
        return passing(state) || noAnswer(error)
                ? new StoreUnavailableException(message, cause)
                : new StoreException(message, cause);
    }

    /**
     * Whether the same may succeed later: no connection, none left, no disk or memory, shut down or crashed, a standby not yet
     * promoted, a transaction or statement cut off by others, an error of the disk.
     */
    private static boolean passing(String state) {
        return state.startsWith("08") && !state.equals("08P01")
                || state.startsWith("57P")
                || state.startsWith("53")
                || state.startsWith("40")
                || state.startsWith("58")
                || Set.of("57014", "25006", "25P02").contains(state);
    }

    /** A pool that could not get a connection in time. */
    private static boolean noAnswer(SQLException error) {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof SQLTransientConnectionException) {
                String state = telling(error).getSQLState();
                return state == null || passing(state);
            }
        }
        return false;
    }

    /** Pools wrap what the server said. */
    private static SQLException telling(SQLException error) {
        SQLException best = error;
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                best = sql;
            }
        }
        return best;
    }

    private static String said(SQLException error) {
        if (error instanceof PSQLException server && server.getServerErrorMessage() != null) {
            ServerErrorMessage message = server.getServerErrorMessage();
            String hint = message.getHint();
            return message.getMessage() + (hint == null ? "" : ". " + hint);
        }
        String message = String.valueOf(error.getMessage());
        int line = message.indexOf('\n');
        return line < 0 ? message : message.substring(0, line);
    }
}
