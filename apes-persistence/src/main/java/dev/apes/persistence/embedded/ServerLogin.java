package dev.apes.persistence.embedded;

import dev.apes.api.error.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;

/** Logs in to a server that was just started, the way its users will, so that what would refuse them is told here. */
final class ServerLogin {
    private static final String CANNOT_CONNECT_NOW = "57P03";
    private static final String SHUTTING_DOWN = "57P01";
    private static final String WRONG_PASSWORD = "28P01";
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String TOO_MANY = "53300";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private ServerLogin() {}

    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DataFolder.DATABASE;
    }

    /**
     * {@return whether it let us in; false when it ended instead}
     *
     * @throws StoreException if it refuses us
     */
    static boolean check(HomeFolder home, PostmasterFile server, String password) {
        Properties properties = new Properties();
        properties.setProperty("user", DataFolder.USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("ApplicationName", "apes");
        Deadline deadline = Deadline.in(PATIENCE);
        while (true) {
            try (Connection connection = new Driver().connect(url(server.port()), properties)) {
                return connection != null;
            } catch (SQLException e) {
                if (!Processes.servesData(server.pid(), home.data())) {
                    return false;
                }
                String state = String.valueOf(e.getSQLState());
                boolean passing =
                        state.equals(CANNOT_CONNECT_NOW) || state.equals(SHUTTING_DOWN) || state.startsWith("08");
                if (!passing || deadline.passed()) {
                    throw refused(home, server, state, e);
                }
                deadline.pause(20);
            }
        }
    }

    private static StoreException refused(HomeFolder home, PostmasterFile server, String state, SQLException e) {
        String advice = switch (state) {
            case WRONG_PASSWORD ->
                "the file " + home.password() + " does not hold its password: restore it from a backup, or move "
                        + home.folder() + " away to begin anew";
            case NO_SUCH_DATABASE ->
                "the database was dropped: create it again as user " + DataFolder.USER + " with the password in "
                        + home.password();
            case TOO_MANY -> "end some of the programs that use it";
            default -> "see " + home.log();
        };
        return new StoreException(
                "The PostgreSQL server of " + home.folder() + " on port " + server.port() + " does not let APES in: "
                        + e.getMessage() + "; " + advice,
                e);
    }
}
