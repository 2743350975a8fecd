/**
 * The dashboard: a web server that shows what is in the database, and lets operators stop sessions and take promotions back. Starts from
 * plain Java: {@link dev.apes.cli.dashboard.Dashboard#start}.
 */
package dev.apes.cli.dashboard;
