/** What the feedback evaluator learns from ratings that were not handed out at random. */
package dev.apes.benchmarks.feedback;
