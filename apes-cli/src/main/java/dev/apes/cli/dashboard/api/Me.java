package dev.apes.cli.dashboard.api;

import dev.apes.cli.dashboard.access.Permission;
import dev.apes.cli.dashboard.access.Role;
import java.util.List;

/**
 * Who asks, and what they may.
 *
 * @param user blank for a visitor
 * @param role decides what comes first
 * @param permissions what they may do
 * @param csrf what changes must carry as header {@code X-CSRF-Token}; blank for who is not logged in by a cookie
 * @param mayLogIn whether there is anybody to log in as
 * @param mustLogIn whether nothing is shown before
 * @param version of the program
 * @param assets differs with each build whose pages differ
 */
record Me(
        String user,
        Role role,
        List<Permission> permissions,
        String csrf,
        boolean mayLogIn,
        boolean mustLogIn,
        String version,
        String assets) {}
