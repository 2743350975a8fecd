/**
 * The persistent session store: {@link dev.apes.persistence.PostgresSessionStore}. Packages below this one are internal.
 */
package dev.apes.persistence;
