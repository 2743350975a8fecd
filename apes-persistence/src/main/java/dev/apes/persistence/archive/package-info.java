/** Sessions, rules and history as files, and back into an empty database. Internal: may change in any release. */
package dev.apes.persistence.archive;
