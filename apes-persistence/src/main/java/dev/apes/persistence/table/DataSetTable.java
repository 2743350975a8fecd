package dev.apes.persistence.table;

import dev.apes.api.store.DataSet;
import dev.apes.api.store.DataSide;
import dev.apes.api.store.ErrorBudget;
import dev.apes.persistence.jdbc.CopyRows;
import dev.apes.persistence.jdbc.Sql;
import dev.apes.persistence.json.Json;
import dev.apes.persistence.json.PromptJson;
import dev.apes.persistence.json.SessionJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Data sets, the prompts in them, the side of each prompt, and whose error budget a data set spends. */
public final class DataSetTable {
    private static final int BATCH = 10_000;

    private DataSetTable() {}

    /**
     * @param connection where
     * @param fingerprints of prompts
     * @return the sides of those that are known, in the order given
     * @throws SQLException if the database refuses
     */
    public static Map<String, DataSide> sides(Connection connection, Collection<String> fingerprints)
            throws SQLException {
        List<String> distinct = new ArrayList<>(new LinkedHashSet<>(fingerprints));
        Map<String, DataSide> known = new LinkedHashMap<>();
        for (int from = 0; from < distinct.size(); from += BATCH) {
            List<String> batch = distinct.subList(from, Math.min(distinct.size(), from + BATCH));
            Map<String, DataSide> found = new HashMap<>();
            Sql.list(
                    connection,
                    "SELECT fingerprint, side FROM training_prompts WHERE fingerprint = ANY (?) AND side IS NOT NULL",
                    row -> found.put(row.getString(1), DataSide.valueOf(row.getString(2))),
                    batch);
            batch.stream().filter(found::containsKey).forEach(f -> known.put(f, found.get(f)));
        }
        return known;
    }

    /**
     * Stores a data set unless one of its key is stored.
     *
     * @param connection in a transaction
     * @param data the data set
     * @throws SQLException if the database refuses
     */
    public static void register(Connection connection, DataSet data) throws SQLException {
        // one at a time: which budget a data set joins depends on those before it
        Sql.run(connection, "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '/apes/register', 0))");
        if (exists(connection, data.key())) {
            return;
        }
        Sql.run(
                connection,
                "CREATE TEMPORARY TABLE apes_members (place integer, fingerprint text, side text, prompt_text text, context text,"
                        + " details text) ON COMMIT DROP");
        try (CopyRows copy = new CopyRows(connection, "apes_members")) {
            int place = 0;
            for (DataSet.Member member : data.members()) {
                copy.add(
                        place++,
                        member.fingerprint(),
                        member.side(),
                        member.prompt().text(),
                        member.prompt().context().orElse(null),
                        Json.text(PromptJson.write(member.prompt())));
            }
            copy.finish();
        }
        Sql.run(
                connection,
                "INSERT INTO training_prompts (fingerprint, prompt_text, context, side, origin, details)"
                        + " SELECT fingerprint, prompt_text, context, side, 'given', cast(details AS json) FROM apes_members"
                        + " ORDER BY fingerprint ON CONFLICT (fingerprint) DO NOTHING");
        String family = family(connection, data.key());
        Sql.run(
                connection,
                "INSERT INTO training_data_sets (data_key, budget_family, corpus_seed, source, summary)"
                        + " VALUES (?, ?, ?, ?, cast(? AS jsonb))",
                data.key(),
                family,
                data.corpusSeed(),
                data.summary().source(),
                Json.text(SessionJson.write(data.summary())));
        Sql.run(
                connection,
                "INSERT INTO training_data_set_members (data_key, position, fingerprint, details)"
                        + " SELECT ?, place, fingerprint, cast(details AS json) FROM apes_members",
                data.key());
    }

    private static boolean exists(Connection connection, String key) throws SQLException {
        return Sql.first(connection, "SELECT 1 FROM training_data_sets WHERE data_key = ?", row -> true, key)
                .isPresent();
    }

    /** Of several families that share a tenth of its validation prompts, the one that has spent most. */
    private static String family(Connection connection, String key) throws SQLException {
        return Sql.first(
                        connection,
                        "WITH mine AS (SELECT DISTINCT m.fingerprint FROM apes_members m"
                                + " WHERE m.side = 'VALIDATION'),"
                                + " shared AS (SELECT o.data_key, count(*) AS n FROM mine JOIN training_data_set_members o"
                                + " USING (fingerprint) JOIN training_prompts p USING (fingerprint) WHERE p.side = 'VALIDATION'"
                                + " GROUP BY o.data_key)"
                                + " SELECT d.budget_family FROM shared JOIN training_data_sets d USING (data_key)"
                                + " LEFT JOIN training_error_budgets b USING (budget_family)"
                                + " WHERE shared.n * 10 >= (SELECT count(*) FROM mine)"
                                + " ORDER BY coalesce(b.spent, 0) DESC, d.created_at, d.data_key LIMIT 1",
                        row -> row.getString(1))
                .orElse(key);
    }

    /**
     * @param connection where
     * @param key fingerprint of a data set
     * @return the data set, if it is stored
     * @throws SQLException if the database refuses
     */
    public static Optional<DataSet> find(Connection connection, String key) throws SQLException {
        List<DataSet.Member> members = Sql.list(
                connection,
                "SELECT m.fingerprint, p.side, p.prompt_text, p.context, m.details FROM training_data_set_members m"
                        + " JOIN training_prompts p USING (fingerprint) WHERE m.data_key = ? ORDER BY m.position",
                row -> new DataSet.Member(
                        row.getString(1),
                        PromptJson.read(row.getString(3), row.getString(4), Json.parse(row.getString(5))),
                        DataSide.valueOf(row.getString(2))),
                key);
        return Sql.first(
                connection,
                "SELECT corpus_seed, summary FROM training_data_sets WHERE data_key = ?",
                row -> new DataSet(
                        key, row.getString(1), SessionJson.readSummary(Json.parse(row.getString(2))), members),
                key);
    }

    /**
     * @param connection where
     * @param key fingerprint of a data set, stored or not
     * @return the name of the error budget it spends
     * @throws SQLException if the database refuses
     */
    public static String budgetFamily(Connection connection, String key) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT budget_family FROM training_data_sets WHERE data_key = ?",
                        row -> row.getString(1),
                        key)
                .orElse(key);
    }

    /**
     * @param connection where
     * @param key fingerprint of a data set
     * @return what has been spent of its budget
     * @throws SQLException if the database refuses
     */
    public static ErrorBudget budget(Connection connection, String key) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT tests, spent FROM training_error_budgets WHERE budget_family = ?",
                        row -> new ErrorBudget(row.getInt(1), row.getDouble(2)),
                        budgetFamily(connection, key))
                .orElse(ErrorBudget.FRESH);
    }
}
