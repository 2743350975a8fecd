/** Reading and writing of single tables by plain JDBC. Internal: may change in any release. */
package dev.apes.persistence.table;
