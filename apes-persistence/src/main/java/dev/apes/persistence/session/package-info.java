/** The life of a session that this process runs: lease, commits, journal, end and archive. Internal. */
package dev.apes.persistence.session;
