/** The records of the store as JSON. Internal: may change in any release. */
package dev.apes.persistence.json;
