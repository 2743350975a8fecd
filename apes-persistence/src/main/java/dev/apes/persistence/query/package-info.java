/** What a person wants to see of the database, by plain JDBC. Internal: may change in any release. */
package dev.apes.persistence.query;
