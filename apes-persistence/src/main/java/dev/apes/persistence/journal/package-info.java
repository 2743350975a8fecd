/** What could not be stored because the database was away, kept in files until it can be. Internal: may change in any release. */
package dev.apes.persistence.journal;
