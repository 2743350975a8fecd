package dev.apes.persistence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections to a server that may come back at another address: when it does not answer, somebody is asked where it is. */
final class FollowingDataSource extends DelegatingDataSource {
    private final PGSimpleDataSource source;
    private final Supplier<String> whereabouts;

    FollowingDataSource(PGSimpleDataSource source, Supplier<String> whereabouts) {
        super(source);
        this.source = source;
        this.whereabouts = whereabouts;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return source.getConnection();
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            if (!state.startsWith("08") && !state.startsWith("57P")) {
                throw e;
            }
            follow(e);
            return source.getConnection();
        }
    }

    private synchronized void follow(SQLException problem) throws SQLException {
        try {
            source.setUrl(whereabouts.get());
        } catch (RuntimeException e) {
            problem.addSuppressed(e);
            throw problem;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return source.getConnection(user, password);
    }
}
