/** How well settings are found in few evaluations, on functions whose optimum is known. */
package dev.apes.benchmarks.optimize;
