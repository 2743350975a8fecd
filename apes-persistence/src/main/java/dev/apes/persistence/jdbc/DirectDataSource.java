package dev.apes.persistence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Asks PostgreSQL's driver itself. Its usual way through {@code DriverManager} looks for drivers in every jar of the class path
 * first, and with another class loader than ours may find none.
 */
final class DirectDataSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Properties login = new Properties();
        if (user != null) {
            login.setProperty("user", user);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        Connection connection = new Driver().connect(getUrl(), login);
        if (connection == null) {
            throw new SQLException("PostgreSQL's driver does not take the URL", "08001");
        }
        return connection;
    }
}
