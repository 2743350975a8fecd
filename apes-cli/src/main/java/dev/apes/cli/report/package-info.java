/** What a session prints: live progress, the final report, JSON events and the export. Knows no option and no engine. */
package dev.apes.cli.report;
