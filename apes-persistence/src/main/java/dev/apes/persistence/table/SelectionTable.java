package dev.apes.persistence.table;

import dev.apes.api.PromotionId;
import dev.apes.api.SessionId;
import dev.apes.api.store.StoredSelection;
import dev.apes.persistence.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The selections of rules that were promoted and not rolled back. */
public final class SelectionTable {
    private static final Logger LOG = LoggerFactory.getLogger(SelectionTable.class);
    private static final int KEPT = 20;

    private SelectionTable() {}

    private record Row(StoredSelection selection, byte[] sha256) {}

    /**
     * @param connection where
     * @return the one in force; empty also where the tables are of a version that had none
     * @throws SQLException if the database refuses
     */
    public static Optional<PromotionId> inForce(Connection connection) throws SQLException {
        boolean there = Sql.first(
                        connection, "SELECT to_regclass('rule_selections') IS NOT NULL", row -> row.getBoolean(1))
                .orElseThrow();
        if (!there) {
            return Optional.empty();
        }
        return Sql.first(
                connection,
                "SELECT session_id, iteration FROM rule_selections ORDER BY id DESC LIMIT 1",
                row -> new PromotionId(new SessionId(row.getString(1)), StoredSelection.RULE_ID, row.getInt(2)));
    }

    /**
     * @param connection where
     * @param id a promotion
     * @return its selection; empty if it is not there or damaged, which is logged
     * @throws SQLException if the database refuses
     */
    public static Optional<StoredSelection> find(Connection connection, PromotionId id) throws SQLException {
        Optional<Row> found = Sql.first(
                connection,
                "SELECT format, state, sha256 FROM rule_selections WHERE session_id = ? AND iteration = ?",
                row -> new Row(new StoredSelection(id, row.getInt(1), row.getBytes(2)), row.getBytes(3)),
                id.session().value(),
                id.iteration());
        Optional<StoredSelection> sound = found.filter(row -> Arrays.equals(
                        PackedState.digest(
                                row.selection().format(), row.selection().model()),
                        row.sha256()))
                .map(Row::selection);
        if (found.isPresent() && sound.isEmpty()) {
            LOG.warn(
                    "The selection of rules of iteration {} of session {} is damaged and is not used",
                    id.iteration(),
                    id.session());
        }
        return sound;
    }

    /**
     * Puts a selection in force.
     *
     * @param connection in a transaction
     * @param selection that was promoted
     * @throws SQLException if the database refuses
     */
    public static void add(Connection connection, StoredSelection selection) throws SQLException {
        Sql.run(
                connection,
                "INSERT INTO rule_selections (session_id, iteration, format, state, sha256) VALUES (?, ?, ?, ?, ?)",
                selection.id().session().value(),
                selection.id().iteration(),
                selection.format(),
                selection.model(),
                PackedState.digest(selection.format(), selection.model()));
        Sql.run(
                connection,
                "DELETE FROM rule_selections WHERE id <= (SELECT id FROM rule_selections ORDER BY id DESC OFFSET ? LIMIT 1)",
                KEPT);
    }

    /**
     * Puts the selection before it back in force.
     *
     * @param connection in a transaction
     * @param id the promotion of the one in force
     * @throws SQLException if the database refuses
     */
    public static void remove(Connection connection, PromotionId id) throws SQLException {
        Sql.run(
                connection,
                "DELETE FROM rule_selections WHERE session_id = ? AND iteration = ?",
                id.session().value(),
                id.iteration());
    }
}
