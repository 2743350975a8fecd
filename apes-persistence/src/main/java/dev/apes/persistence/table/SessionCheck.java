package dev.apes.persistence.table;

import dev.apes.api.SessionId;
import dev.apes.api.error.SessionStateException;
import dev.apes.persistence.jdbc.IterationColumn;
import dev.apes.persistence.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether what is stored of a session is whole: iterations from 1 on without a gap, totals that match them, records that belong to their
 * rows, calls that only grow, one row of history for each promotion. Checkpoints carry checksums of their own.
 */
public final class SessionCheck {
    private SessionCheck() {}

    /**
     * @param connection where
     * @param id a session
     * @throws SessionStateException naming what is wrong and what to do, if anything is
     * @throws SQLException if the database refuses
     */
    public static void requireWhole(Connection connection, SessionId id) throws SQLException {
        List<String> problems = problems(connection, id);
        if (!problems.isEmpty()) {
            throw new SessionStateException(
                    "Session " + id + " can't be resumed, for what is stored of it is not whole: "
                            + String.join("; ", problems)
                            + ". Restore it from an archive of it (apes train --restore), or start a new one with --new");
        }
    }

    /**
     * @param connection where
     * @param id a session
     * @return what is wrong, sentences; empty if nothing is
     * @throws SQLException if the database refuses
     */
    public static List<String> problems(Connection connection, SessionId id) throws SQLException {
        String session = IterationColumn.of(connection);
        List<String> problems = new ArrayList<>();
        int total = Sql.first(
                        connection,
                        "SELECT coalesce(total_iterations, 0) FROM improvement_sessions WHERE session_id = ?",
                        row -> row.getInt(1),
                        id.value())
                .orElseThrow(() -> SessionTable.unknown(id));
        List<Long> missing = Sql.list(
                connection,
                "SELECT n FROM generate_series(1, ?) AS n WHERE NOT EXISTS (SELECT 1 FROM training_iterations i WHERE i."
                        + session + " = ? AND i.iteration = n) ORDER BY n LIMIT 5",
                row -> row.getLong(1),
                (long) total,
                id.value());
        if (!missing.isEmpty()) {
            problems.add("of its " + total + " iterations these are missing: " + missing);
        }
        add(
                problems,
                "iterations beyond the last of its total, " + total + ": ",
                Sql.list(
                        connection,
                        "SELECT iteration FROM training_iterations WHERE " + session
                                + " = ? AND (iteration > ? OR iteration < 1) ORDER BY 1 LIMIT 5",
                        row -> row.getLong(1),
                        id.value(),
                        (long) total));
        add(
                problems,
                "these iterations hold the record of another: ",
                Sql.list(
                        connection,
                        "SELECT iteration FROM training_iterations WHERE " + session + " = ? AND (record IS NULL OR"
                                + " record->'summary'->>'iteration' IS DISTINCT FROM iteration::text) ORDER BY 1 LIMIT 5",
                        row -> row.getLong(1),
                        id.value()));
        add(
                problems,
                "evaluator calls go down at iterations ",
                Sql.list(
                        connection,
                        "SELECT iteration FROM (SELECT iteration, evaluator_calls, lag(evaluator_calls) OVER (ORDER BY iteration)"
                                + " AS before FROM training_iterations WHERE " + session
                                + " = ?) AS calls WHERE evaluator_calls < before ORDER BY 1 LIMIT 5",
                        row -> row.getLong(1),
                        id.value()));
        add(
                problems,
                "promotions and their history differ at iterations ",
                Sql.list(
                        connection,
                        "SELECT iteration FROM training_iterations i WHERE i." + session
                                + " = ? AND coalesce(i.promotions, 0) <> (SELECT count(*) FROM rule_parameter_history h"
                                + " WHERE h.kind = 'promotion' AND h.session_id = ? AND h.iteration = i.iteration)"
                                + " ORDER BY 1 LIMIT 5",
                        row -> row.getLong(1),
                        id.value(),
                        id.value()));
        return problems;
    }

    private static void add(List<String> problems, String what, List<Long> iterations) {
        if (!iterations.isEmpty()) {
            problems.add(what + iterations);
        }
    }
}
