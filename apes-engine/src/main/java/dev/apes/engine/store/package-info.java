/** The in-memory session store. Internal: may change in any release. */
package dev.apes.engine.store;
