/** Where settings come from: options, then environment, then a file in the home folder. Internal: may change in any release. */
package dev.apes.cli.settings;
