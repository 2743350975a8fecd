/** The session store: one atomic commit per iteration. */
package dev.apes.api.store;
