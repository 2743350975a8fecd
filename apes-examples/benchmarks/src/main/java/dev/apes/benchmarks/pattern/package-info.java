/** How many planted patterns are found, and how many found ones are false. */
package dev.apes.benchmarks.pattern;
