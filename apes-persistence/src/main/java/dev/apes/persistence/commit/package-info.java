/** Storing one iteration in one transaction. Internal: may change in any release. */
package dev.apes.persistence.commit;
