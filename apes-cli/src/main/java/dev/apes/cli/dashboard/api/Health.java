package dev.apes.cli.dashboard.api;

/**
 * Whether the server does its work.
 *
 * @param status {@code up}
 * @param feed how it learns of commits: {@code listening}, {@code polling} or {@code away}, which means that the database does not answer
 */
record Health(String status, String feed) {}
