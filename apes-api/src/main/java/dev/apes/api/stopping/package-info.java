/** Stopping criteria: pure functions of the persisted history. */
package dev.apes.api.stopping;
