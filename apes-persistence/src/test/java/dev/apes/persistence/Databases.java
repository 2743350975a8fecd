package dev.apes.persistence;

import dev.apes.persistence.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What tests do with a database beside the store. */
public final class Databases {
    private Databases() {}

    public static PostgresStoreConfig.Builder config(TestDatabase database) {
        return PostgresStoreConfig.at(database.jdbcUrl()).user(database.user()).password(database.password());
    }

    public static void run(TestDatabase database, String... statements) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join(";", statements), e);
        }
    }

    /** Takes every row out of every table but the history of the schema. */
    public static void clear(TestDatabase database) {
        run(
                database,
                "TRUNCATE "
                        + String.join(
                                ", ",
                                column(
                                        database,
                                        "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
                                                + " AND tablename <> 'apes_schema_history'")));
    }

    /** The first column of every row, as text. */
    public static List<String> column(TestDatabase database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public static String value(TestDatabase database, String sql) {
        return column(database, sql).get(0);
    }

    public static int count(TestDatabase database, String table) {
        return Integer.parseInt(value(database, "SELECT count(*) FROM " + table));
    }
}
