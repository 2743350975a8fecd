/** Mining and validating patterns. Internal: may change in any release. */
package dev.apes.engine.pattern;
