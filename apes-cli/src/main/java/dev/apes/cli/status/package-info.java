/** What {@code apes status} and {@code apes stop} read of a database, without the engine. Internal: may change in any release. */
package dev.apes.cli.status;
