/** Who may see and do what in the dashboard: users, passwords, logins, limits. */
package dev.apes.cli.dashboard.access;
