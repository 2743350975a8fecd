package dev.apes.cli.dashboard;

import dev.apes.api.error.InvalidInputException;
import dev.apes.cli.dashboard.access.Role;
import dev.apes.cli.dashboard.access.UserFile;
import dev.apes.cli.dashboard.web.Guard;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * How the dashboard is served. By default: on this machine alone, to whoever is on it, to look at.
 *
 * @param host name or address to answer on
 * @param port 0 for any that is free
 * @param users who may log in
 * @param visitor what people may do on this machine without logging in; nobody may stop anything without
 * @param keyStore certificate and key for TLS (PKCS#12 or JKS), if it is to be used
 * @param keyStorePassword its password
 * @param plainHttp whether other machines may be answered without TLS, because something in front adds it
 * @param version of the program, shown
 * @param clock for logins and limits
 */
public record DashboardConfig(
        String host,
        int port,
        UserFile users,
        Role visitor,
        Optional<Path> keyStore,
        String keyStorePassword,
        boolean plainHttp,
        String version,
        Clock clock) {
    /** Where it is served unless told otherwise. */
    public static final int PORT = 7070;

    /** Validates. */
    public DashboardConfig {
        Objects.requireNonNull(keyStore, "keyStore");
        if (port < 0 || port > 65_535) {
            throw new InvalidInputException("--port", "must be from 0 to 65535 but is " + port);
        }
        if (visitor == Role.OPERATOR) {
            throw new InvalidInputException(
                    "--role operator",
                    "is for people who log in; add yourself with 'apes status --add-user NAME:operator' and log in");
        }
        if (!Guard.isLocal(host)) {
            if (users.users().isEmpty()) {
                throw new InvalidInputException(
                        "--host " + host,
                        "lets other machines in, so people must log in, and nobody can yet;"
                                + " add somebody first: apes status --add-user NAME:ROLE");
            }
            if (keyStore.isEmpty() && !plainHttp) {
                throw new InvalidInputException(
                        "--host " + host,
                        "lets other machines in, so what is sent must be encrypted: give --keystore FILE,"
                                + " or --no-tls if something in front of it adds TLS");
            }
        }
    }

    /**
     * @param users who may log in
     * @return the defaults: this machine alone, port 7070, visitors are analysts
     */
    public static DashboardConfig local(UserFile users) {
        return new DashboardConfig(
                "127.0.0.1", PORT, users, Role.ANALYST, Optional.empty(), "", false, "", Clock.systemUTC());
    }

    /**
     * @param other a port, 0 for any that is free
     * @return the same on that port
     */
    public DashboardConfig onPort(int other) {
        return new DashboardConfig(host, other, users, visitor, keyStore, keyStorePassword, plainHttp, version, clock);
    }

    /** {@return whether this machine alone is answered} */
    public boolean local() {
        return Guard.isLocal(host);
    }

    /** {@return nothing secret} */
    @Override
    public String toString() {
        return "DashboardConfig[" + host + ":" + port + "]";
    }
}
