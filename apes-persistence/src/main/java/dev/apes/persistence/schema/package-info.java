/** Looking at a database and bringing it to what the store needs. Internal: may change in any release. */
package dev.apes.persistence.schema;
