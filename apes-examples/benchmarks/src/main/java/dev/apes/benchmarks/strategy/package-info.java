/** Which strategy to generate by: the bandit on worlds of known truth. */
package dev.apes.benchmarks.strategy;
