/** How long stopping criteria wait and what they lose, on curves whose truth is known. */
package dev.apes.benchmarks.stopping;
