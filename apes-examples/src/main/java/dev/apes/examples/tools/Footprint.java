package dev.apes.examples.tools;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * What a process holds at one moment.
 *
 * @param heapMiB heap in use after a collection
 * @param threads live ones, daemons included
 * @param handles open files, sockets included; -1 where the system does not tell
 * @param connections to the database, whoever has them; -1 without one
 */
record Footprint(long heapMiB, int threads, long handles, long connections) {
    /** Where to look for connections. */
    record Database(String url, String user, String password) {}

    static Footprint of(Database database) {
        long connections = connections(database);
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Footprint(
                runtime.totalMemory() - runtime.freeMemory() >> 20,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                        ? system.getOpenFileDescriptorCount()
                        : -1,
                connections);
    }

    private static long connections(Database database) {
        if (database == null) {
            return -1;
        }
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("counting connections", e);
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d MiB of heap, %d threads, %d file handles%s",
                heapMiB,
                threads,
                handles,
                connections < 0 ? "" : ", " + connections + " connections");
    }
}
