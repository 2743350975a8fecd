/** Reports as documents: what they say, apart from how it is written down. Internal. */
package dev.apes.cli.report.page;
