/** Connections, transactions, COPY and errors. Internal: may change in any release. */
package dev.apes.persistence.jdbc;
