/** What the promotion gate promises, measured on simulated candidates. */
package dev.apes.benchmarks.gate;
