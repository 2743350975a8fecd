/** Ends trainings in other processes, through the database and by signal. Internal: may change in any release. */
package dev.apes.cli.stop;
