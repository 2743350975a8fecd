/**
 * Statistics as pure functions, and the derivation of every random stream. Internal.
 *
 * <p>Functions read their arrays and never change or keep them. They hold no state and are safe for use by many threads. All
 * sums run in array order, so the same input gives the same bits. NaN and infinities are refused with the index at fault.
 */
package dev.apes.engine.statistics;
