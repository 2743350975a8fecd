/** How fast the rubric judges. */
package dev.apes.benchmarks.rubric;
