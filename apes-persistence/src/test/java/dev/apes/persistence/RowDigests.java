package dev.apes.persistence;

import dev.apes.persistence.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checksums of the rows that are in a database now, which can be computed again later: over these rows and columns alone. */
public final class RowDigests {
    private final Map<String, String> bySelect = new LinkedHashMap<>();
    private final TestDatabase database;

    private RowDigests(TestDatabase database) {
        this.database = database;
    }

    /**
     * @param database where
     * @param tables whose rows are to stay; others may come
     * @return their rows' checksums
     */
    public static RowDigests of(TestDatabase database, Iterable<String> tables) throws SQLException {
        RowDigests digests = new RowDigests(database);
        for (String table : tables) {
            List<String> columns =
                    digests.column("SELECT quote_ident(column_name) FROM information_schema.columns WHERE"
                            + " table_schema = 'public' AND table_name = '" + table + "' ORDER BY ordinal_position");
            String rows = "SELECT md5(t::text) AS digest FROM (SELECT " + String.join(", ", columns) + " FROM " + table
                    + ") AS t";
            digests.column("CREATE TABLE apes_test_rows_" + table + " AS " + rows);
            String select = "SELECT count(*) || ' ' || md5(coalesce(string_agg(digest, '' ORDER BY digest), ''))"
                    + " FROM apes_test_rows_" + table + " WHERE digest IN (" + rows + ")";
            digests.bySelect.put(select, digests.column(select).get(0));
        }
        return digests;
    }

    /** {@return the checksums as they were} */
    public Map<String, String> then() {
        return bySelect;
    }

    /** {@return the checksums of the same rows and columns as they are now} */
    public Map<String, String> now() throws SQLException {
        Map<String, String> again = new LinkedHashMap<>();
        for (String select : bySelect.keySet()) {
            again.put(select, column(select).get(0));
        }
        return again;
    }

    private List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            if (rows) {
                try (ResultSet row = statement.getResultSet()) {
                    while (row.next()) {
                        values.add(row.getString(1));
                    }
                }
            }
        }
        return values;
    }
}
