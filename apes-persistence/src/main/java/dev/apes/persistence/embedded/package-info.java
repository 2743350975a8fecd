/**
 * APES' own PostgreSQL under a home folder: unpacked from Maven artifacts, started by the first process that needs it,
 * shared by all processes of that home and stopped when the last one leaves, however it leaves.
 *
 * <p>{@link dev.apes.persistence.embedded.EmbeddedPostgres} is the only public type.
 */
package dev.apes.persistence.embedded;
