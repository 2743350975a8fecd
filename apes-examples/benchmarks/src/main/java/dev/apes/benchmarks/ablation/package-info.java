/** What each part of the loop is worth: whole sessions with one part left out, at equal evaluator calls. */
package dev.apes.benchmarks.ablation;
