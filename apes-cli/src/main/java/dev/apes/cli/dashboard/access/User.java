package dev.apes.cli.dashboard.access;

/**
 * Somebody who may use the dashboard.
 *
 * @param name unique; letters, digits, dot, dash, underscore and at-sign
 * @param role what for
 */
public record User(String name, Role role) {}
