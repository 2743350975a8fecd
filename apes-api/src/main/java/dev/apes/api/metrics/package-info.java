/** The figures by which a session is judged. */
package dev.apes.api.metrics;
