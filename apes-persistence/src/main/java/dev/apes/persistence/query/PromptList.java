package dev.apes.persistence.query;

import dev.apes.api.SessionId;
import dev.apes.persistence.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Prompts that sessions train on. Plan: members of a data set by its primary key from where the page before ended; texts by {@code
 * uq_training_prompts_fingerprint}, for the rows of the page alone.
 */
public final class PromptList {
    private static final int SHOWN = 2_000;

    private PromptList() {}

    /**
     * @param connection where
     * @param id a session
     * @param page which part
     * @return the prompts of its data set, in its order
     * @throws SQLException if the database refuses
     */
    public static Page<PromptItem> page(Connection connection, SessionId id, PageRequest page) throws SQLException {
        List<PromptItem> rows = Sql.list(
                connection,
                "SELECT m.position, m.fingerprint, coalesce(p.side, '') AS side, left(p.prompt_text, " + SHOWN
                        + ") AS text, length(p.prompt_text) AS length FROM (SELECT position, fingerprint"
                        + " FROM training_data_set_members WHERE data_key = (SELECT data_key FROM improvement_sessions"
                        + " WHERE session_id = ? AND session_type = 'continuous_training') AND position > ?"
                        + " ORDER BY position LIMIT ?) AS m JOIN training_prompts p ON p.fingerprint = m.fingerprint"
                        + " ORDER BY m.position",
                row -> new PromptItem(
                        row.getInt("position"),
                        row.getString("fingerprint"),
                        row.getString("side"),
                        row.getString("text"),
                        row.getInt("length")),
                id.value(),
                page.afterId(-1),
                page.size() + 1L);
        return Page.of(rows, page.size(), prompt -> String.valueOf(prompt.position()));
    }

    /**
     * @param connection where
     * @param fingerprint of a prompt
     * @return its whole text, if it is known
     * @throws SQLException if the database refuses
     */
    public static Optional<String> text(Connection connection, String fingerprint) throws SQLException {
        return Sql.first(
                connection,
                "SELECT prompt_text FROM training_prompts WHERE fingerprint = ?",
                row -> row.getString(1),
                fingerprint);
    }
}
