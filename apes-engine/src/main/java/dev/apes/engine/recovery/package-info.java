/**
 * What it takes to go on with a session that was cut off: its settings as text, who it is, and its state as bytes. Internal: may
 * change in any release.
 */
package dev.apes.engine.recovery;
