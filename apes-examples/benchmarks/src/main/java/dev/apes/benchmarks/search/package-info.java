/** How long the search for better settings of a rule takes: the optimiser alone, and a rule under many settings. */
package dev.apes.benchmarks.search;
