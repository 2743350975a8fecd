/** Short work on a few threads. Internal. */
package dev.apes.engine.parallel;
